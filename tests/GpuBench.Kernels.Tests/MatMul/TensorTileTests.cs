using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Tests.Devices;
using ILGPU;
using ILGPU.Runtime;
using Xunit.Sdk;

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

    // One block along K and several, edges of tiles and of the blocks of B, more rows of tiles than a block of rows.
    private static readonly MatMulSize[] ScaledShapes = [new(1, 8, 128), new(61, 264, 384), new(129, 136, 256), new(2177, 8, 128)];

    private static readonly MatMulVariant Scaled = new(MatMulTypes.Fp8, MatMulLayout.NT, MatMulScaling.Block128);

    /// <summary>Each type and each layout of B's tile once, because a compiler takes about twenty seconds for each variant.</summary>
    public static TheoryData<string> Variants => ["fp16-nt", "bf16", "tf32", "int8-nt", "fp8-e4m3-nt"];

    public static TheoryData<string> Tiles => [.. MatMulKernels.All.OfType<TensorTileMatMul>().Select(kernel => kernel.Name)];

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

    [DeviceTheory(TestDevice.OpenCl), MemberData(nameof(Tiles)), Trait("Tier", "all")]
    public void OpenCl_emulates_the_scaled_product(string kernel) =>
        Check(TestDevice.OpenCl, Find(kernel), Scaled.ToString(), [.. ScaledShapes, .. DrawnShapes(6)]);

    [DeviceTheory(TestDevice.CpuWide), MemberData(nameof(Tiles))]
    public void Cpu_emulates_the_scaled_product(string kernel) =>
        Check(TestDevice.CpuWide, Find(kernel), Scaled.ToString(), [new(13, 136, 256)]);

    [DeviceFact(TestDevice.CpuWide)]
    public void An_emulated_product_with_a_scale_of_another_row_fails()
    {
        var (accelerator, shape) = (devices[TestDevice.CpuWide], new MatMulSize(3, 8, 256));
        var launch = TensorTileMatMul.Square.LoadEmulated(accelerator, Scaled);
        MatMulCheck.Run(accelerator, launch, Scaled, shape, "scaled");
        Assert.ThrowsAny<XunitException>(() => MatMulCheck.Run(accelerator, Swapped, Scaled, shape, "swapped"));

        void Swapped(AcceleratorStream stream, ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize size)
        {
            // The scales of the first two rows in the second block.
            var scales = a.SubView(size.M * size.K / 4 + size.M, 2);
            var words = new uint[2];
            scales.CopyToCPU(stream, words);
            scales.CopyFromCPU(stream, [words[1], words[0]]);
            launch(stream, a, b, c, size);
        }
    }

    private static TensorTileMatMul Find(string name) =>
        MatMulKernels.All.OfType<TensorTileMatMul>().Single(kernel => kernel.Name == name);

    private static IEnumerable<MatMulSize> DrawnShapes(int count)
    {
        var random = new Random(5);
        return Enumerable.Range(0, count)
            .Select(_ => new MatMulSize(random.Next(1, 300), 8 * random.Next(1, 60), 128 * random.Next(1, 6)));
    }

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
