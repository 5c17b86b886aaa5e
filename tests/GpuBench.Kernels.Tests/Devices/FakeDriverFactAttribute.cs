namespace GpuBench.Kernels.Tests.Devices;

/// <summary>A fact that is skipped, with the reason, if the fake CUDA driver is not available.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FakeDriverFactAttribute : FactAttribute
{
    public FakeDriverFactAttribute() => Skip = FakeDriverSetup.RefusalReason;
}
