using GpuBench.Tests.Workloads;
using GpuBench.Torch.Models;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Models;
using Xunit;
using static TorchSharp.torch;
using DType = GpuBench.Measuring.Trials.DType;

namespace GpuBench.Tests.Torch;

/// <summary>Compares the host's own operators with libtorch's operators, which do the same in many passes.</summary>
[Collection(LibTorchHere.Name)]
public sealed class HostOperatorsTests
{
    private const int Capacity = 50;

    private static readonly LlamaConfig Config = Llamas.LongHeads;

    [Theory]
    [InlineData(ScalarType.Float32, 1)]
    [InlineData(ScalarType.Float32, 7)]
    [InlineData(ScalarType.BFloat16, 1)]
    [InlineData(ScalarType.BFloat16, 7)]
    public void Norms_and_gates_agree_with_libtorch(ScalarType type, int rows)
    {
        using var scope = NewDisposeScope();
        var (host, libtorch) = Operators(type);
        var (x, gain, both) = (randn(rows, Config.Hidden).to(type), randn(Config.Hidden).to(type), randn(rows, 2 * Config.Ffn).to(type));
        AssertClose(libtorch.Normalize(x, gain), host.Normalize(x, gain));
        AssertClose(libtorch.Gate(both), host.Gate(both));
    }

    [Theory]
    [InlineData(ScalarType.Float32, 1, false)]
    [InlineData(ScalarType.Float32, 3, false)]
    [InlineData(ScalarType.BFloat16, 1, false)]
    [InlineData(ScalarType.BFloat16, 3, false)]
    [InlineData(ScalarType.Float32, 3, true)]
    [InlineData(ScalarType.BFloat16, 1, true)]
    public void The_attention_of_each_step_with_its_cache_agrees_with_libtorch(ScalarType type, int batch, bool hasHeadNorms)
    {
        using var scope = NewDisposeScope();
        var gains = hasHeadNorms ? randn(Config.HeadCount + Config.KvHeadCount, Config.HeadSize).to(type) : null;
        var (host, libtorch) = Operators(type);
        using var hostCache = new KvCache(Config, batch, Capacity, type, CPU);
        using var torchCache = new KvCache(Config, batch, Capacity, type, CPU);
        hostCache.Poison(0);
        torchCache.Poison(0);
        for (var position = 0; position < Capacity; position++)
        {
            var projected = randn(batch, Config.QkvRows).to(type);
            var expected = libtorch.Attend(projected.clone(), gains, layer: 1, new(batch, position, 1), torchCache);
            AssertClose(expected, host.Attend(projected, gains, layer: 1, new(batch, position, 1), hostCache));
        }
    }

    [Fact]
    public void Rows_of_bf16_are_rounded_to_nearest_even_and_read_exactly()
    {
        float[] values =
        [
            0, -0f, 1, 1.00390625f, 1.01171875f, -3.3e38f, float.MaxValue, float.PositiveInfinity, float.NaN, 1e-40f,
            .. Enumerable.Range(0, 60).Select(i => MathF.Sin(i)),
        ];
        using var tensor = empty(values.Length, dtype: ScalarType.BFloat16);
        HostRows.Write(values, tensor);
        var read = new float[values.Length];
        HostRows.Read(tensor, read);
        Assert.Equal(Packed.Unpack(Packed.Words(values, DType.Bf16), values.Length, DType.Bf16), read);
    }

    private static (HostOperators Host, TorchOperators LibTorch) Operators(ScalarType type)
    {
        manual_seed(3);
        var rotary = new RotaryTable(Config, Capacity, CPU);
        var libtorch = new TorchOperators(Config, type, CPU, rotary);
        return (new(Config, type, rotary, libtorch), libtorch);
    }

    /// <summary>fp32 sums may have another order. In bf16, each of two roundings may go the other way in the last place.</summary>
    private static void AssertClose(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(expected.dtype, actual.dtype);
        var allowed = expected.dtype == ScalarType.Float32 ? 2e-6 : 1.0 / 64;
        var (x, y) = (expected.to(ScalarType.Float64), actual.to(ScalarType.Float64));
        Assert.InRange((x - y).abs().max().item<double>() / x.abs().max().item<double>(), 0, allowed);
    }
}
