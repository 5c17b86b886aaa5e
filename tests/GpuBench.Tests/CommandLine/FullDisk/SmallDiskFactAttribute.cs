using Xunit;

namespace GpuBench.Tests.CommandLine.FullDisk;

/// <summary>A fact that is skipped, with the reason, if no small file system can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.RefusalReason;
}
