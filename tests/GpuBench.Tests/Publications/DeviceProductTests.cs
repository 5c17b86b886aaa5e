using GpuBench.Measuring.Devices;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>Which product a device is, and whether it is the whole product.</summary>
public sealed class DeviceProductTests
{
    private const string H100 = "NVIDIA H100 80GB HBM3";

    [Theory]
    [InlineData(H100, 132, 79.1, null, "h100-sxm5-80gb", null)]
    [InlineData(H100, 132, 74.6, null, "h100-sxm5-80gb", null)]
    [InlineData(H100, null, 79.1, null, "h100-sxm5-80gb", null)]
    [InlineData(H100, 16, 9.8, null, "unstated", "16 of 132 SMs")]
    [InlineData(H100, 131, 79.1, null, "unstated", "131 of 132 SMs")]
    [InlineData(H100, 132, 39.5, null, "unstated", "42 of 80 GB")]
    [InlineData(H100, 132, 79.1, "vGPU", "unstated", "vGPU")]
    [InlineData("NVIDIA H100 80GB HBM3 MIG 1g.10gb", 16, 9.8, "MIG 1g.10gb", "unstated", "MIG 1g.10gb, 16 of 132 SMs")]
    [InlineData("NVIDIA H100 PCIe", 114, 79.1, null, "h100-pcie-80gb", null)]
    [InlineData("NVIDIA A100-SXM4-40GB", 108, 39.4, null, "a100-sxm4-40gb", null)]
    [InlineData("NVIDIA A100-SXM4-40GB", 14, 4.8, null, "unstated", "14 of 108 SMs")]
    [InlineData("Tesla V100-SXM2-16GB", 80, 15.8, null, "v100-sxm2-16gb", null)]
    [InlineData("Tesla P100-PCIE-16GB", 28, 15.9, null, "unstated", "28 of 56 SMs")]
    [InlineData("NVIDIA H20", 78, 95.1, null, "h20-96gb-hbm3", null)]
    [InlineData("NVIDIA H200", 132, 139.8, null, "h200-sxm-141gb", null)]
    [InlineData("some GPU", 7, 3.0, null, "unstated", null)]
    public void A_part_is_never_the_product(string name, int? units, double gibibytes, string? partition, string variant, string? expected)
    {
        var device = DeviceProduct.Identify(Products.Shipped, new()
        {
            Engine = "ilgpu",
            Backend = Backend.Cuda,
            Index = 0,
            Class = DeviceClass.Accelerator,
            Name = name,
            Vendor = "NVIDIA",
            MemoryBytes = (long)(gibibytes * (1L << 30)),
            ComputeUnits = units,
            Partition = partition,
        });
        Assert.Equal((variant, expected), (device.Variant, device.Partition));
    }
}
