namespace GpuBench.Kernels.Tests.Devices;

/// <summary>A fact that is skipped, with the reason, where the stand-in for the CUDA driver cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DriverStandInFactAttribute : FactAttribute
{
    public DriverStandInFactAttribute() => Skip = DriverStandIn.WhyNot;
}
