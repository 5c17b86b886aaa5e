namespace GpuBench.Kernels.Tests.Devices;

/// <summary>A fact that is skipped, with the reason, where the fake CUDA driver cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FakeDriverFactAttribute : FactAttribute
{
    public FakeDriverFactAttribute() => Skip = FakeDriverSetup.RefusalReason;
}
