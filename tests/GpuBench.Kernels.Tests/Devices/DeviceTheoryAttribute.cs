namespace GpuBench.Kernels.Tests.Devices;

/// <summary>A theory that is skipped, with the reason, if its device is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DeviceTheoryAttribute : TheoryAttribute
{
    public DeviceTheoryAttribute(TestDevice device)
    {
        Device = device;
        Skip = DeviceOpener.AbsenceReason(device);
    }

    public TestDevice Device { get; }
}
