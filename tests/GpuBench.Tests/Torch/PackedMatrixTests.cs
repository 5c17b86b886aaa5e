using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Models;
using GpuBench.Torch.Operators;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Models;
using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>
/// On a processor whose bf16 products oneDNN does not serve, there are no packed matrices, and the first test checks nothing.
/// </summary>
[Collection(LibTorchHere.Name)]
public sealed class PackedMatrixTests
{
    /// <summary>All sums are whole numbers that bf16 holds.</summary>
    [Theory]
    [InlineData(1, 10, 7, TorchEngines.TorchSharp)]
    [InlineData(5, 64, 33, TorchEngines.Stable)]
    [InlineData(40, 96, 64, TorchEngines.TorchSharp)]
    [InlineData(40, 96, 64, TorchEngines.Stable)]
    public void A_product_and_a_sum_with_one_agree_with_those_of_whole_numbers(int rows, int inputs, int outputs, string engine)
    {
        var tensors = HostTensors.Of(engine);
        if (!PackedMatrix.Serves(tensors, DType.Bf16))
        {
            Assert.False(PackedLinear.IsAvailable);
            return;
        }
        float[] x = [.. Enumerable.Range(0, rows * inputs).Select(i => (float)(i % 3) - 1)];
        float[] weights = [.. Enumerable.Range(0, outputs * inputs).Select(i => (float)(i * 7 % 5) - 2)];
        float[] before = [.. Enumerable.Range(0, rows * outputs).Select(i => (float)(i % 11))];
        using var left = Of(tensors, x, rows, inputs);
        using var result = Of(tensors, before, rows, outputs);
        PackedMatrix matrix;
        using (var plain = Of(tensors, weights, outputs, inputs))
            matrix = new(tensors, PackedMatrix.Pack(tensors, plain));

        float[] products =
        [
            .. from row in Enumerable.Range(0, rows)
               from output in Enumerable.Range(0, outputs)
               select Enumerable.Range(0, inputs).Sum(i => x[(row * inputs) + i] * weights[(output * inputs) + i]),
        ];
        matrix.AddProduct(left, rows, result);
        Assert.Equal(products.Zip(before, (product, old) => product + old), Values(result, products.Length));
        matrix.Multiply(left, rows, result);
        Assert.Equal(products, Values(result, products.Length));
    }

    [Fact]
    public void Only_bf16_on_a_processor_is_packed()
    {
        var tensors = HostTensors.Of(TorchEngines.TorchSharp);
        Assert.False(PackedMatrix.Serves(tensors, DType.Fp32));
        Assert.False(PackedMatrix.Serves(tensors, DType.Fp16));
        Assert.Equal(PackedLinear.IsAvailable, PackedMatrix.Serves(tensors, DType.Bf16));
    }

    [Fact]
    public void The_kernel_says_whether_weights_are_packed()
    {
        var tensors = HostTensors.Of(TorchEngines.TorchSharp);
        var ci = LlamaConfig.Find("ci");
        using var bf16 = new PrefillTrial(new(ci, 1, 24), DType.Bf16, seed: 5, new(tensors));
        using var fp32 = new PrefillTrial(new(ci, 1, 24), DType.Fp32, seed: 5, new(tensors));
        Assert.Equal(PackedLinear.IsAvailable, bf16.Kernel.Reason.StartsWith(PackedMatrix.Name, StringComparison.Ordinal));
        Assert.StartsWith(tensors.GivenProductName, fp32.Kernel.Reason, StringComparison.Ordinal);
    }

    private static ITensor Of(ITensorFactory tensors, float[] values, params long[] shape) =>
        tensors.FromWords(Packed.Words(values, DType.Bf16), shape, DType.Bf16);

    private static IEnumerable<float> Values(ITensor tensor, int count) => Packed.Unpack(tensor.Words(), count, DType.Bf16);
}
