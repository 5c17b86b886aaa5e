using GpuBench.PtxInterpreter.Driver;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Driver.Tests;

[Collection(FakeDriverTests.Name)]
public sealed class DeviceTests(FakeDriverFixture fixture)
{
    [LinuxX64Fact]
    public void A_device_has_the_properties_it_was_given()
    {
        fixture.Present(new()
        {
            Devices =
            [
                new()
                {
                    ComputeCapabilityMajor = 8,
                    ComputeCapabilityMinor = 6,
                    MemoryBytes = 48L << 30,
                    MultiprocessorCount = 84,
                    ClockHertz = 1_740_000_000,
                    MemoryBusBits = 384,
                    L2CacheBytes = 6 << 20,
                    EccEnabled = false,
                    PciBus = 0x65,
                },
            ],
            DriverVersion = 12020,
        });
        using var context = fixture.CreateContext();
        var device = context.GetCudaDevice(0);

        Assert.Equal("CUDA driver stand-in (no GPU)", device.Name);
        Assert.Equal(new CudaArchitecture(8, 6), device.Architecture);
        Assert.Equal(48L << 30, device.MemorySize);
        Assert.Equal(84, device.NumMultiprocessors);
        Assert.Equal(1740, device.ClockRate);
        Assert.Equal(384, device.MemoryBusWidth);
        Assert.Equal(6 << 20, device.L2CacheSize);
        Assert.False(device.HasECCSupport);
        Assert.Equal(0x65, device.PCIBusId);
        Assert.Equal(CudaDriverVersion.FromMajorMinor(12, 2), device.DriverVersion);
        Assert.Equal(32, device.WarpSize);
        Assert.Equal(48 * 1024, device.MaxSharedMemoryPerGroup);
    }

    [LinuxX64Fact]
    public void Two_devices_have_separate_memory_and_peer_access_to_each_other()
    {
        fixture.Present(new() { Devices = [new() { MemoryBytes = 1 << 20 }, new() { MemoryBytes = 2 << 20 }] });
        using var context = fixture.CreateContext();
        using var first = context.CreateCudaAccelerator(0);
        using var second = context.CreateCudaAccelerator(1);

        using var buffer = first.Allocate1D<byte>(1 << 19);
        Assert.Equal(1 << 19, first.GetFreeMemory());
        Assert.Equal(2 << 20, second.GetFreeMemory());

        Assert.True(first.CanAccessPeer(second));
        first.EnablePeerAccess(second);
        using var copy = second.Allocate1D<byte>(1 << 19);
        buffer.MemSet(0x5A);
        buffer.CopyTo(copy);
        Assert.All(copy.GetAsArray1D(), value => Assert.Equal(0x5A, value));
    }

    [LinuxX64Fact]
    public void The_driver_denies_peer_access_if_the_devices_do_not_support_it()
    {
        fixture.Present(new() { Devices = [new(), new()], SupportsPeerAccess = false });
        using var context = fixture.CreateContext();
        using var first = context.CreateCudaAccelerator(0);
        using var second = context.CreateCudaAccelerator(1);

        Assert.False(first.CanAccessPeer(second));
    }

    [LinuxX64Fact]
    public void The_device_list_is_empty_if_there_is_no_device()
    {
        fixture.Present(new() { Devices = [] });
        using var context = fixture.CreateContext();

        Assert.Equal(0, context.GetCudaDevices().Count);
    }

    [LinuxX64Fact]
    public void The_error_of_a_failing_entry_point_has_its_code()
    {
        fixture.Present(new()
        {
            Failures = new Dictionary<string, CudaResult>(StringComparer.Ordinal) { ["cuStreamCreate"] = CudaResult.LaunchFailed },
        });
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);

        var error = Assert.Throws<CudaException>(accelerator.CreateStream);
        Assert.Equal(nameof(CudaError.CUDA_ERROR_LAUNCH_FAILED), error.Error);
        Assert.Contains("unspecified launch failure", error.Message, StringComparison.Ordinal);
    }
}
