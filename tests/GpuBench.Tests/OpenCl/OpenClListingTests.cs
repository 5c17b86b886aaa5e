using GpuBench.Measuring.Devices;
using Xunit;

namespace GpuBench.Tests.OpenCl;

/// <summary>The devices that are listed if drivers return errors or invalid values, or do not answer.</summary>
public sealed class OpenClListingTests(StandInLoader loader) : IClassFixture<StandInLoader>
{
    private const string Memory = "0x101F", MaxAllocation = "0x1010";

    [StandInFact]
    public void A_device_is_listed_with_the_values_that_its_driver_returns()
    {
        var inventory = loader.List(
            ("STANDIN_TEXTS", "0x102B=A card|0x102D=1.2"), ("STANDIN_NUMBERS", $"{Memory}=1073741824,0x1002=7,0x1000=4"));
        var device = Assert.Single(inventory.Devices);
        Assert.Equal(("A card", 1L << 30), (device.Name, device.MemoryBytes));
        Assert.Equal((7, DeviceClass.Accelerator), (device.ComputeUnits, device.Class));
        Assert.Contains("generic address space", device.Untried, StringComparison.Ordinal);
    }

    /// <summary>
    /// The failing queries are those of the name, vendor, driver, versions, extensions, type, units, clock, groups, caches and local
    /// memory, and the queries of ILGPU.
    /// </summary>
    [StandInTheory]
    [InlineData("0x1000=-30,0x1002=-30,0x1003=-30,0x1004=-30,0x1005=-30,0x100C=-30,0x1017=-30")]
    [InlineData("0x101E=-5,0x1023=-5,0x1027=-5,0x1028=-5,0x102B=-5,0x102C=-5,0x102D=-5,0x102F=-5,0x1030=-5,0x103D=-5")]
    [InlineData("0x100C=-30")]
    [InlineData("0x1023=-30")]
    [InlineData("0x102B=-6")]
    [InlineData("0x101F=-30")]
    public void A_device_is_listed_even_if_a_query_fails(string errors)
    {
        var inventory = loader.List(("STANDIN_ERRORS", errors));
        Assert.Empty(inventory.Missing);
        var device = Assert.Single(inventory.Devices);
        Assert.NotEmpty(device.Name);
        Assert.InRange(device.MemoryBytes, 1, long.MaxValue);
    }

    [StandInTheory]
    [InlineData("0")]
    [InlineData("-1")]
    public void The_maximum_allocation_replaces_a_memory_size_of_zero_or_all_ones(string bytes)
    {
        var device = Assert.Single(loader.List(("STANDIN_NUMBERS", $"{Memory}={bytes},{MaxAllocation}=123456789")).Devices);
        Assert.Equal((123456789, 123456789), (device.MemoryBytes, device.MaxAllocationBytes));
    }

    [StandInFact]
    public void A_device_of_unknown_memory_is_missing_with_the_reason()
    {
        var inventory = loader.List(("STANDIN_NUMBERS", $"{Memory}=0,{MaxAllocation}=-1"));
        Assert.Empty(inventory.Devices);
        Assert.Contains(
            "neither the memory size nor the maximum allocation", Assert.Single(inventory.Missing).Reason, StringComparison.Ordinal);
    }

    [StandInFact]
    public void Units_clock_and_cache_of_zero_or_all_ones_are_unknown()
    {
        var device = Assert.Single(loader.List(("STANDIN_NUMBERS", "0x1002=0,0x100C=-1,0x101E=-1")).Devices);
        Assert.Null(device.ComputeUnits);
        Assert.Null(device.ClockHertz);
        Assert.Null(device.LastLevelCacheBytes);
    }

    /// <summary>The numbers are the type (2: CPU, 4: GPU), whether the memory is the host's, and the cache. The units are 132.</summary>
    [StandInTheory]
    [InlineData(4, 0, 4325376, null)]
    [InlineData(4, 0, 4325377, 4325377L)]
    [InlineData(4, 0, 8650752, 8650752L)]
    [InlineData(4, 1, 4325376, 4325376L)]
    [InlineData(2, 0, 4325376, 4325376L)]
    public void The_sum_of_first_level_caches_of_a_discrete_accelerator_is_no_last_level_cache(
        int type, int isHostMemory, long reported, long? listed)
    {
        var numbers = $"0x1000={type},0x1035={isHostMemory},0x1002=132,0x101E={reported}";
        Assert.Equal(listed, Assert.Single(loader.List(("STANDIN_NUMBERS", numbers)).Devices).LastLevelCacheBytes);
    }

    [StandInFact]
    public void A_platform_that_fails_is_reported_and_hides_no_other_platform()
    {
        var inventory = loader.List(("STANDIN_BROKEN", "platform"));
        Assert.Equal("opencl:0", Assert.Single(inventory.Devices).Id);
        var missing = Assert.Single(inventory.Missing);
        Assert.Contains("clGetDeviceIDs failed with CL_OUT_OF_RESOURCES (-5)", missing.Reason, StringComparison.Ordinal);
    }

    [StandInFact]
    public void A_device_that_fails_hides_no_other_device_and_keeps_its_index()
    {
        var inventory = loader.List(("STANDIN_BROKEN", "device"));
        Assert.Equal("opencl:1", Assert.Single(inventory.Devices).Id);
        Assert.Single(inventory.Missing);
    }

    [StandInTheory]
    [InlineData("-6", "CL_OUT_OF_HOST_MEMORY (-6)", "memory")]
    [InlineData("-1001", "CL_PLATFORM_NOT_FOUND_KHR (-1001)", "pocl-opencl-icd")]
    [InlineData("-99", "an unknown OpenCL error (-99)", "clinfo")]
    public void A_loader_that_lists_no_driver_is_reported_with_its_error_and_the_remedy(string code, string named, string remedy)
    {
        var missing = Assert.Single(loader.List(("STANDIN_ERRORS", $"clGetPlatformIDs={code}")).Missing);
        Assert.Contains($"clGetPlatformIDs failed with {named}", missing.Reason, StringComparison.Ordinal);
        Assert.Contains(remedy, missing.Remedy, StringComparison.Ordinal);
    }

    [StandInFact]
    public void Device_and_vendor_names_contain_no_control_characters()
    {
        var device = Assert.Single(loader.List(("STANDIN_TEXTS", "0x102B=\u001b[2J\u0007Karte ® \u009b|0x903=\u0001Firma")).Devices);
        Assert.DoesNotContain(device.Name + device.Vendor, char.IsControl);
        Assert.Contains("Karte ®", device.Name, StringComparison.Ordinal);
    }
}
