namespace GpuBench.Kernels.Tests.Devices;

/// <summary>The tests that use a device share one <see cref="DeviceFixture"/>.</summary>
[CollectionDefinition(Name)]
public sealed class DeviceGroup : ICollectionFixture<DeviceFixture>
{
    public const string Name = "devices";
}
