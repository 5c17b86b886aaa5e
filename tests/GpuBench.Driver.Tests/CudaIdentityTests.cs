using GpuBench.Ilgpu.Devices;
using GpuBench.Measuring.Devices;
using GpuBench.PtxInterpreter.Driver;
using GpuBench.PtxInterpreter.Nvml;

namespace GpuBench.Driver.Tests;

/// <summary>Partitions, UUIDs and links, as the driver and NVML report them together.</summary>
[Collection(FakeDriverTests.Name)]
public sealed class CudaIdentityTests(FakeDriverFixture fixture)
{
    private const string MigUuid = "MIG-00000000-0000-0000-0000-000000000001";
    private const int MpsEnabled = 133;

    [LinuxX64Fact]
    public void A_MIG_instance_has_its_profile_and_its_own_UUID()
    {
        var device = Discover(
            new() { ReportedName = "NVIDIA H100 80GB HBM3 MIG 1g.10gb" }, new FakeNvmlDevice { MigEnabled = true, NvLinks = [true] });
        Assert.Equal(("MIG 1g.10gb", MigUuid, (NvLinks?)null), (device.Partition, device.Uuid, device.NvLink));
    }

    [LinuxX64Fact]
    public void The_MIG_profile_comes_from_NVML_if_CUDA_reports_only_the_product_name()
    {
        var whole = new FakeNvmlDevice { MigEnabled = true };
        var instance = new FakeNvmlDevice { PciBusId = "none", Uuid = MigUuid, Name = "NVIDIA H100 80GB HBM3 MIG 2g.20gb" };
        Assert.Equal("MIG 2g.20gb", Discover(new() { ReportedName = "NVIDIA H100 80GB HBM3" }, whole, instance).Partition);
        Assert.Equal("MIG", Discover(new() { ReportedName = "NVIDIA H100 80GB HBM3" }, whole).Partition);
    }

    [LinuxX64Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(2, "vGPU")]
    [InlineData(uint.MaxValue, null)]
    public void A_virtual_GPU_is_a_partition_and_a_passed_through_GPU_is_not(uint mode, string? partition) =>
        Assert.Equal(partition, Discover(new(), new FakeNvmlDevice { VirtualizationMode = mode }).Partition);

    [LinuxX64Theory]
    [InlineData("25", 1, "MPS 25 % of threads (CUDA_MPS_ACTIVE_THREAD_PERCENTAGE)")]
    [InlineData("100", 1, null)]
    [InlineData("25", 0, null)]
    [InlineData("many", 1, null)]
    public void A_share_of_the_threads_under_MPS_is_a_partition(string share, int isMpsInUse, string? partition)
    {
        Environment.SetEnvironmentVariable(CudaPartition.MpsShareVariable, share);
        try
        {
            var attributes = new Dictionary<int, int> { [MpsEnabled] = isMpsInUse };
            Assert.Equal(partition, Discover(new() { Attributes = attributes }, new FakeNvmlDevice()).Partition);
        }
        finally
        {
            Environment.SetEnvironmentVariable(CudaPartition.MpsShareVariable, null);
        }
    }

    /// <summary>An A800 has eight of an A100's twelve links. An H800 has eight of an H100's eighteen, and an H20 has all of them.</summary>
    [LinuxX64Theory]
    [InlineData(4, 8, 12, "NVLink 3 × 8 active (of 12 known)")]
    [InlineData(6, 8, 18, "NVLink 4 × 8 active (of 18 known)")]
    [InlineData(6, 18, 18, "NVLink 4 × 18 active (of 18 known)")]
    [InlineData(5, 0, 12, "NVLink × 0 active (of 12 known)")]
    [InlineData(3, 6, 6, "NVLink 2.2 × 6 active (of 6 known)")]
    [InlineData(99, 2, 2, "NVLink × 2 active (of 2 known)")]
    public void Links_are_counted_with_their_generation(uint version, int active, int known, string text)
    {
        var links = Enumerable.Range(0, known).Select(link => link < active).ToList();
        Assert.Equal(text, Discover(new(), new FakeNvmlDevice { NvLinks = links, NvLinkVersion = version }).NvLink?.Describe());
    }

    [LinuxX64Fact]
    public void A_device_without_links_or_without_NVML_has_no_NVLink_value()
    {
        Assert.Null(Discover(new(), new FakeNvmlDevice()).NvLink);
        var device = Discover(new FakeCudaDevice());
        Assert.Equal((null, null, null, true), (device.NvLink, device.PowerLimitWatts, device.Partition, device.EccEnabled));
        Assert.Equal("GPU-00000000-0000-0000-0000-000000000001", device.Uuid);
    }

    [LinuxX64Fact]
    public void A_power_limit_of_all_ones_is_unknown()
    {
        var device = Discover(new(), new FakeNvmlDevice { EnforcedPowerLimitMilliwatts = uint.MaxValue });
        Assert.Null(device.PowerLimitWatts);
    }

    private DeviceInfo Discover(FakeCudaDevice device, params FakeNvmlDevice[] nvml)
    {
        fixture.Present(new() { Devices = [device] });
        FakeNvml.Load().Reset(new() { Devices = nvml });
        return Assert.Single(new CudaBackend().Discover().Devices);
    }
}
