namespace GpuBench.Kernels.Tests.Devices;

/// <summary>A fact that is skipped, with the reason, if its device is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DeviceFactAttribute : FactAttribute
{
    public DeviceFactAttribute(TestDevice device)
    {
        Device = device;
        Skip = DeviceOpener.AbsenceReason(device);
    }

    public TestDevice Device { get; }
}
