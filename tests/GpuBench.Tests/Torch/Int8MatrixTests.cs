using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Models;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;
using Xunit;

namespace GpuBench.Tests.Torch;

[Collection(LibTorchHere.Name)]
public sealed class Int8MatrixTests
{
    /// <summary>x is 1, 2, … , so that each row of weights and each factor gives another result.</summary>
    [Theory]
    [InlineData(1, TorchEngines.TorchSharp)]
    [InlineData(Int8Matrix.MaxRowsOfOperator, TorchEngines.Stable)]
    [InlineData(Int8Matrix.MaxRowsOfOperator + 1, TorchEngines.TorchSharp)]
    [InlineData(Int8Matrix.MaxRowsOfOperator + 1, TorchEngines.Stable)]
    public void Each_row_of_weights_is_multiplied_by_its_factor_for_few_and_for_many_rows_of_x(int rowCount, string engine)
    {
        const int inputs = 32;
        const int outputs = 3;
        var tensors = HostTensors.Of(engine);
        float[] factors = [0.5f, 2, -1];
        float[] weights = [.. Enumerable.Range(0, outputs * inputs).Select(i => (float)((i * 37 % 255) - 127))];
        float[] x = [.. Enumerable.Range(1, rowCount * inputs).Select(i => (float)i)];
        using var left = Of(tensors, x, DType.Fp32, rowCount, inputs);
        using var stored = Of(tensors, weights, DType.Int8, outputs, inputs);
        using var scales = Of(tensors, factors, DType.Fp32, outputs);
        using var conversion = tensors.Empty([outputs, inputs], DType.Fp32);
        using var converted = conversion.Transpose();
        using var result = Of(tensors, new float[rowCount * outputs], DType.Fp32, rowCount, outputs);
        var matrix = new Int8Matrix(tensors, stored, scales, conversion, converted);

        float[] expected =
        [
            .. from row in Enumerable.Range(0, rowCount)
               from output in Enumerable.Range(0, outputs)
               select factors[output] * Enumerable.Range(0, inputs).Sum(i => x[(row * inputs) + i] * weights[(output * inputs) + i]),
        ];
        matrix.Multiply(left, rowCount, result);
        Assert.Equal(expected, Values(result));
        matrix.AddProduct(left, rowCount, result);
        Assert.Equal(expected.Select(value => 2 * value), Values(result));
    }

    /// <summary>int8 activations are not multiplied, as on a device for which libtorch lacks the operator.</summary>
    [Theory]
    [InlineData(TorchEngines.TorchSharp)]
    [InlineData(TorchEngines.Stable)]
    public void What_libtorch_does_not_multiply_is_refused_in_its_words(string engine)
    {
        Assert.Null(Int8Matrix.RefusalReason(HostTensors.Of(engine), DType.Bf16));
        Assert.Contains("_weight_int8pack_mm", Int8Matrix.RefusalReason(HostTensors.Of(engine), DType.Int8), StringComparison.Ordinal);
    }

    private static ITensor Of(ITensorFactory tensors, float[] values, DType type, params long[] shape) =>
        tensors.FromWords(Packed.Words(values, type), shape, type);

    private static IEnumerable<float> Values(ITensor tensor) => tensor.Words().Select(BitConverter.UInt32BitsToSingle);
}
