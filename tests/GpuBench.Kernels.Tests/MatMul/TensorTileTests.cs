using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Tests.Devices;

namespace GpuBench.Kernels.Tests.MatMul;

/// <summary>The algorithm for matrix units on devices without them. The code is the same except for the matrix operations.</summary>
[Collection(DeviceGroup.Name)]
public sealed class TensorTileTests(DeviceFixture devices)
{
    // Less than one tile, one whole tile, edges in each dimension, fewer than three stages, many more stages, more rows of tiles
    // than a block of rows, and batches.
    private static readonly MatMulSize[] Shapes =
    [
        new(1, 8, 16), new(13, 24, 32, 3), new(128, 128, 64), new(129, 136, 48), new(77, 24, 208), new(2177, 8, 16),
    ];

    /// <summary>Each type and each layout of B's tile once, because a compiler takes about twenty seconds for each variant.</summary>
    public static TheoryData<string> Variants => ["fp16-nt", "bf16", "tf32", "int8-nt", "fp8-e4m3-nt"];

    /// <summary>The kernels with other tiles in both layouts of B, of one type: nothing else of their code differs.</summary>
    public static TheoryData<string, string> OtherTiles =>
        new()
        {
            { "tensor-tile-256", "fp16-nt" }, { "tensor-tile-256", "bf16" }, { "tensor-tile-64", "fp16-nt" }, { "tensor-tile-64", "bf16" },
        };

    [DeviceTheory(TestDevice.OpenCl), MemberData(nameof(Variants)), Trait("Tier", "all")]
    public void OpenCl_emulates_the_product(string variant) => Check(TestDevice.OpenCl, TensorTileMatMul.Square, variant, Shapes);

    [DeviceTheory(TestDevice.CpuWide), MemberData(nameof(Variants))]
    public void Cpu_emulates_the_product(string variant) =>
        Check(TestDevice.CpuWide, TensorTileMatMul.Square, variant, [new(13, 24, 32)]);

    [DeviceTheory(TestDevice.OpenCl), MemberData(nameof(OtherTiles)), Trait("Tier", "all")]
    public void OpenCl_emulates_the_product_of_other_tiles(string kernel, string variant) =>
        Check(TestDevice.OpenCl, Find(kernel), variant, Shapes);

    [DeviceTheory(TestDevice.CpuWide), MemberData(nameof(OtherTiles)), Trait("Tier", "all")]
    public void Cpu_emulates_the_product_of_other_tiles(string kernel, string variant) =>
        Check(TestDevice.CpuWide, Find(kernel), variant, [new(13, 24, 32)]);

    private static TensorTileMatMul Find(string name) =>
        MatMulKernels.All.OfType<TensorTileMatMul>().Single(kernel => kernel.Name == name);

    private void Check(TestDevice device, TensorTileMatMul kernel, string variantName, MatMulSize[] shapes)
    {
        var variant = kernel.Variants.Single(variant => variant.ToString() == variantName);
        var accelerator = devices[device];
        var launch = kernel.LoadEmulated(accelerator, variant);
        var faults = devices.IndexFaultCount;
        foreach (var shape in shapes)
            MatMulCheck.Run(accelerator, launch, variant, shape, kernel.Name);
        Assert.Equal(faults, devices.IndexFaultCount);
    }
}
