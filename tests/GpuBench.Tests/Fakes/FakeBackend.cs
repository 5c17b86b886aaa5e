using GpuBench.Measuring.Devices;

namespace GpuBench.Tests.Fakes;

internal sealed class FakeBackend(Func<int, double>? launchSeconds = null) : IBackend
{
    public string Engine => "fake";

    public Backend Backend => Backend.Cpu;

    public Inventory Discover() => Inventory.Of(FakeDevice.SomeCpu);

    public IDevice Open(DeviceInfo device) => new FakeDevice(launchSeconds ?? (_ => 1e-3));
}
