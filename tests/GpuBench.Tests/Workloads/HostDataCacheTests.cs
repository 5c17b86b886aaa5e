using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Oracles;
using GpuBench.Workloads.Shapes;
using Xunit;

namespace GpuBench.Tests.Workloads;

public sealed class HostDataCacheTests
{
    [Fact]
    public void An_operand_is_made_once_for_its_seed_name_count_and_type()
    {
        var cache = new HostDataCache(1 << 20);
        var first = cache.Normal(1, "A", 1001, DType.Bf16);
        Assert.Equal(Operand.Normal(1, "A", 1001, DType.Bf16).Words, first.Words);
        Assert.Same(first, cache.Normal(1, "A", 1001, DType.Bf16));
        Operand[] others =
        [
            cache.Normal(2, "A", 1001, DType.Bf16), cache.Normal(1, "B", 1001, DType.Bf16),
            cache.Normal(1, "A", 1002, DType.Bf16), cache.Normal(1, "A", 1001, DType.Fp16),
        ];
        Assert.Equal(5, others.Select(other => other.Words).Append(first.Words).Distinct(new SameWords()).Count());
        // Each operand has 501 whole words.
        Assert.Equal(5 * 501 * 4, cache.HeldBytes);
    }

    [Fact]
    public void The_least_recently_used_value_is_dropped_first()
    {
        var cache = new HostDataCache(100);
        var made = new List<string>();
        string Get(string key, long bytes) => cache.Get(key, bytes, () =>
        {
            made.Add(key);
            return key;
        });
        Get("a", 40);
        Get("b", 40);
        Get("a", 40);
        Get("c", 40);
        Assert.Equal(80, cache.HeldBytes);
        Get("a", 40);
        Get("b", 40);
        Assert.Equal(["a", "b", "c", "b"], made);
        // The new value needs the space of both others.
        Get("d", 100);
        Assert.Equal(100, cache.HeldBytes);
        Get("a", 1);
        Assert.Equal(["a", "b", "c", "b", "d", "a"], made);
    }

    [Fact]
    public void A_value_larger_than_the_limit_is_not_kept_and_drops_no_other_value()
    {
        var cache = new HostDataCache(4000);
        var kept = cache.Normal(1, "A", 1000, DType.Fp32);
        Assert.NotSame(cache.Normal(1, "B", 1001, DType.Fp32), cache.Normal(1, "B", 1001, DType.Fp32));
        Assert.Same(kept, cache.Normal(1, "A", 1000, DType.Fp32));
        Assert.Equal(4000, cache.HeldBytes);
    }

    [Fact]
    public void No_memory_is_counted_for_a_value_whose_creation_fails()
    {
        var cache = new HostDataCache(100);
        Assert.Throws<InvalidOperationException>(() => cache.Get<string>("a", 60, () => throw new InvalidOperationException()));
        Assert.Equal(0, cache.HeldBytes);
        Assert.Equal("again", cache.Get("a", 60, () => "again"));
    }

    [Fact]
    public void The_limit_is_at_most_a_quarter_of_the_memory_of_the_process() =>
        Assert.InRange(new HostDataCache().MaxBytes, 1, (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4) + 1);

    /// <summary>The second oracle uses the sums of the first, although its A contains only zeros.</summary>
    [Fact]
    public void Sums_over_operands_are_kept_for_their_shape_type_and_seed()
    {
        var (shape, dtype) = (new MatMulShape(8, 8, 8), NumericTriple.Uniform(DType.Fp32));
        var cache = new HostDataCache(1 << 20);
        var (a, b) = (cache.Normal(1, "A", 64, DType.Fp32), cache.Normal(1, "B", 64, DType.Fp32));
        var zeros = new Operand(new uint[64], 64, DType.Fp32);
        _ = new MatMulOracle(shape, dtype, a, b, 1, cache);
        Assert.False(new MatMulOracle(shape, dtype, zeros, b, 1, cache).Check(new uint[64]).Passed);
        Assert.True(new MatMulOracle(shape, dtype, zeros, b, 2, cache).Check(new uint[64]).Passed);
        Assert.True(new MatMulOracle(shape with { BIsTransposed = true }, dtype, zeros, b, 1, cache).Check(new uint[64]).Passed);
    }

    private sealed class SameWords : IEqualityComparer<uint[]>
    {
        public bool Equals(uint[]? x, uint[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(uint[] obj) => obj.Length;
    }
}
