using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.Tests.Devices;
using ILGPU;
using ILGPU.Runtime;
using Xunit.Sdk;

namespace GpuBench.Kernels.Tests.MatMul;

/// <summary>The check of scaled products passes a product by the layout of the scales, and fails one with a wrong scale.</summary>
[Collection(DeviceGroup.Name)]
public sealed class BlockScalesTests(DeviceFixture devices)
{
    private const int Block = 128;

    private static readonly MatMulVariant Variant = new(MatMulTypes.Fp8, MatMulLayout.NT, MatMulScaling.Block128);

    private static readonly MatMulSize Shape = new(3, 136, 384);

    private delegate float Scale(float[] scales, int line, int block);

    [DeviceFact(TestDevice.Cpu)]
    public void A_product_by_the_layout_of_the_scales_passes() => Check(ScaleOfA, ScaleOfB);

    [DeviceFact(TestDevice.Cpu)]
    public void A_product_with_a_missing_scale_fails()
    {
        AssertFails((_, _, _) => 1, ScaleOfB);
        AssertFails(ScaleOfA, (_, _, _) => 1);
        AssertFails((scales, row, block) => (row, block) == (2, 1) ? 1 : ScaleOfA(scales, row, block), ScaleOfB);
    }

    [DeviceFact(TestDevice.Cpu)]
    public void A_product_with_the_scale_of_another_block_fails()
    {
        AssertFails((scales, row, block) => ScaleOfA(scales, row, block == 2 ? 2 : 1 - block), ScaleOfB);
        AssertFails((scales, row, _) => ScaleOfA(scales, row, 0), ScaleOfB);
        AssertFails(ScaleOfA, (scales, column, block) => ScaleOfB(scales, column, Math.Max(0, block - 1)));
        AssertFails(ScaleOfA, (scales, _, block) => ScaleOfB(scales, 0, block));
    }

    [DeviceFact(TestDevice.Cpu)]
    public void A_product_with_scales_of_the_other_order_in_memory_fails()
    {
        AssertFails((scales, row, block) => scales[row * (Shape.K / Block) + block], ScaleOfB);
        AssertFails(ScaleOfA, (scales, column, block) => scales[block * 2 + column / Block]);
    }

    private static float ScaleOfA(float[] scales, int row, int block) => scales[block * Shape.M + row];

    private static float ScaleOfB(float[] scales, int column, int block) => scales[column / Block * (Shape.K / Block) + block];

    private void AssertFails(Scale ofA, Scale ofB) => Assert.ThrowsAny<XunitException>(() => Check(ofA, ofB));

    private void Check(Scale ofA, Scale ofB) => MatMulCheck.Run(devices[TestDevice.Cpu], OnHost(ofA, ofB), Variant, Shape, "host");

    /// <summary>A product on the host, from the words of the device.</summary>
    private static MatMulLaunch OnHost(Scale ofA, Scale ofB) => (stream, a, b, c, shape) =>
    {
        var (left, scalesOfA) = Operand(stream, a, shape.M * shape.K);
        var (right, scalesOfB) = Operand(stream, b, shape.N * shape.K);
        var product = new float[shape.M * shape.N];
        for (var m = 0; m < shape.M; m++)
        {
            for (var n = 0; n < shape.N; n++)
            {
                for (var k = 0; k < shape.K; k++)
                    product[m * shape.N + n] += (float)(left[m * shape.K + k] * right[n * shape.K + k])
                        * ofA(scalesOfA, m, k / Block) * ofB(scalesOfB, n, k / Block);
            }
        }

        c.SubView(0, c.Length).CopyFromCPU(stream, HostTensor.Of(StorageType.Bf16, product).Words);
    };

    private static (double[] Elements, float[] Scales) Operand(AcceleratorStream stream, ArrayView<uint> operand, int count)
    {
        var words = new uint[operand.Length];
        operand.SubView(0, operand.Length).CopyToCPU(stream, words);
        var elements = HostTensor.WordCount(StorageType.Fp8E4M3, count);
        return (HostTensor.Decode(StorageType.Fp8E4M3, words, count), [.. words[elements..].Select(BitConverter.UInt32BitsToSingle)]);
    }
}
