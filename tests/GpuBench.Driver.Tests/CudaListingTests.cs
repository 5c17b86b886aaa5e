using GpuBench.Ilgpu.Devices;
using GpuBench.Ilgpu.Workloads;
using GpuBench.Measuring.Journals;
using GpuBench.PtxInterpreter.Driver;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Driver.Tests;

/// <summary>The listing of drivers and devices that have faults.</summary>
[Collection(FakeDriverTests.Name)]
public sealed class CudaListingTests(FakeDriverFixture fixture)
{
    private static readonly CudaBackend Backend = new();

    [LinuxX64Theory]
    [InlineData(0, "cuDeviceGetAttribute")]
    [InlineData(1, "cuDeviceGetAttribute")]
    [InlineData(2, "cuDeviceGetAttribute")]
    [InlineData(1, "cuDeviceGet")]
    [InlineData(1, "cuDeviceGetName")]
    [InlineData(0, "cuDeviceTotalMem_v2")]
    public void A_device_that_fails_does_not_hide_the_other_devices(int dead, string call)
    {
        fixture.Present(new()
        {
            Devices = [.. Enumerable.Range(0, 3).Select(ordinal => ordinal == dead ? Failing(call) : new FakeCudaDevice())],
        });
        var inventory = Backend.Discover();

        Assert.Equal([.. Enumerable.Range(0, 3).Where(ordinal => ordinal != dead)], inventory.Devices.Select(device => device.Index));
        var missing = Assert.Single(inventory.Missing);
        Assert.StartsWith($"cuda:{dead}", missing.Reason, StringComparison.Ordinal);
        Assert.Contains($"{call}", missing.Reason, StringComparison.Ordinal);
        Assert.Contains("failed with 719 CUDA_ERROR_LAUNCH_FAILED (unspecified launch failure)", missing.Reason, StringComparison.Ordinal);
        Assert.Contains("dmesg", missing.Remedy, StringComparison.Ordinal);
        Assert.All(inventory.Devices, device => Assert.Contains("peer", device.Capabilities));
    }

    [LinuxX64Fact]
    public void Trials_run_on_the_device_with_the_listed_ordinal()
    {
        fixture.Present(new()
        {
            Devices = [Failing("cuDeviceGetAttribute"), Failing("cuDeviceTotalMem_v2"), new() { ReportedName = "third" }],
        });
        var device = Assert.Single(Backend.Discover().Devices);
        Assert.Equal("cuda:2", device.Id);
        Assert.DoesNotContain("peer", device.Capabilities);

        var entries = FakeDriverMeasurement.Run(Backend, new LinkWorkload(), device, "direction=h2d");
        Assert.NotEmpty(entries.OfType<RoundFinished>());
        using var opened = (IlgpuDevice)Backend.Open(device);
        Assert.Equal(2, ((CudaAccelerator)opened.Accelerator).DeviceId);
    }

    [LinuxX64Fact]
    public void A_copy_to_the_next_device_skips_devices_that_fail()
    {
        fixture.Present(new() { Devices = [new(), Failing("cuDeviceGetAttribute"), new()] });
        foreach (var (device, neighbour) in Backend.Discover().Devices.Zip([2, 0]))
        {
            var entries = FakeDriverMeasurement.Run(Backend, new LinkWorkload(), device, "direction=d2d", "memory=device");
            var round = Assert.Single(entries.OfType<RoundFinished>());
            Assert.Contains($"cuda:{neighbour}", round.Kernel.Reason, StringComparison.Ordinal);
        }
    }

    [LinuxX64Fact]
    public void Every_device_is_listed_as_missing_if_none_is_usable()
    {
        fixture.Present(new() { Devices = [Failing("cuDeviceGetAttribute"), Failing("cuDeviceGetName")] });
        var inventory = Backend.Discover();
        Assert.Empty(inventory.Devices);
        Assert.Equal(["cuda:0", "cuda:1"], inventory.Missing.Select(missing => missing.Reason[..6]));
    }

    [LinuxX64Theory]
    [InlineData(9020, "9.2")]
    [InlineData(11040, "11.4")]
    [InlineData(11080, "11.8")]
    public void A_driver_that_is_too_old_for_the_PTX_of_the_kernels_is_listed_as_missing(int version, string shown)
    {
        fixture.Present(new() { DriverVersion = version });
        var inventory = Backend.Discover();
        Assert.Empty(inventory.Devices);
        var missing = Assert.Single(inventory.Missing);
        Assert.Equal($"The driver supports CUDA {shown}; our kernels are PTX 8.0, which needs CUDA 12.0.", missing.Reason);
        Assert.Equal("Update NVIDIA's driver to 525 or later.", missing.Remedy);
    }

    [LinuxX64Fact]
    public void The_oldest_driver_that_supports_the_PTX_of_the_kernels_is_usable()
    {
        fixture.Present(new() { DriverVersion = 12000 });
        Assert.Equal("CUDA 12.0", Assert.Single(Backend.Discover().Devices).Driver);
    }

    [LinuxX64Fact]
    public void A_device_with_a_UTF_8_name_is_listed_and_opened()
    {
        fixture.Present(new() { Devices = [new() { ReportedName = "NVIDIA® Test™ 80 GB" }] });
        var device = Assert.Single(Backend.Discover().Devices);
        Assert.Equal("NVIDIA® Test™ 80 GB", device.Name);
        using var opened = Backend.Open(device);
    }

    [LinuxX64Fact]
    public void A_UUID_comes_from_the_driver()
    {
        var uuid = Guid.Parse("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");
        fixture.Present(new() { Devices = [new() { Uuid = uuid }, new() { Uuid = uuid }] });
        Assert.Equal(
            ["GPU-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e101", "GPU-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e102"],
            Backend.Discover().Devices.Select(device => device.Uuid));
    }

    [LinuxX64Fact]
    public void A_card_that_changed_places_with_one_of_the_same_name_is_not_opened()
    {
        fixture.Present(new() { Devices = [new() { Uuid = Guid.Parse("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e100") }] });
        var device = Assert.Single(Backend.Discover().Devices);
        fixture.Present(new() { Devices = [new() { Uuid = Guid.Parse("ffffffff-4b5a-6978-8796-a5b4c3d2e100") }] });
        var refused = Assert.Throws<InvalidOperationException>(() => Backend.Open(device));
        Assert.StartsWith("cuda:0 is now GPU-ffffffff-", refused.Message, StringComparison.Ordinal);
    }

    [LinuxX64Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Attributes_of_zero_or_all_ones_are_unknown(int nothing)
    {
        int[] told = [13, 36, 37, 38];
        fixture.Present(new() { Devices = [new() { Attributes = told.ToDictionary(number => number, _ => nothing) }] });
        var device = Assert.Single(Backend.Discover().Devices);
        Assert.Equal(
            (null, null, null, null),
            (device.ClockHertz, device.MemoryClockHertz, device.MemoryBusBits, device.LastLevelCacheBytes));
    }

    [LinuxX64Theory]
    [InlineData(16, 0, "gives no plausible number")]
    [InlineData(16, -1, "gives no plausible number")]
    [InlineData(20, 2, "compute mode is 'prohibited'")]
    [InlineData(75, 3, "our kernels need compute capability 5.0; this device is sm_30")]
    public void A_device_that_no_trial_can_use_is_listed_as_missing(int attribute, int value, string reason)
    {
        fixture.Present(new() { Devices = [new() { Attributes = new Dictionary<int, int> { [attribute] = value } }, new()] });
        var inventory = Backend.Discover();
        Assert.Equal(1, Assert.Single(inventory.Devices).Index);
        Assert.Contains(reason, Assert.Single(inventory.Missing).Reason, StringComparison.Ordinal);
    }

    private static FakeCudaDevice Failing(string call) =>
        new() { Failures = new Dictionary<string, CudaResult>(StringComparer.Ordinal) { [call] = CudaResult.LaunchFailed } };
}
