using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>Lower bounds from nominal figures, for work that nobody published.</summary>
public sealed class PeakBoundTests
{
    private static readonly RowDevice Imaginary = Rows.Cuda("NVIDIA Imaginary");

    /// <summary>Without laws: a modelled time would come first.</summary>
    private static readonly Normalizer WithoutLaws = new(PublishedData.Shipped);

    private static RowComparison To(string name, ResultRow row) => new ResultNormalizer(
        WithoutLaws, [WithoutLaws.Names.Resolve(name)]).Fill(Rows.Document(row)).Rows[0].Comparisons[0];

    /// <summary>The peak of an H100 is stated at 1.83 GHz, and the chip runs at up to 1.98 GHz.</summary>
    [Fact]
    public void An_unpublished_shape_gets_a_lower_bound_from_the_peak_at_the_highest_clock()
    {
        var comparison = To("h100", Rows.MatMul(500, Rows.Bf16, 500e12, Imaginary));
        Assert.Equal(("peak", "unit", true), (comparison.Verdict, comparison.Kind, comparison.IsLowerBound));
        Assert.Equal(500e12 / (989.4e12 * 1.98 / 1.83 * 1.03), comparison.Ratio!.Value, 6);
        Assert.Contains("× 1.082", comparison.Why, StringComparison.Ordinal);
        Assert.Null(comparison.Refused);
    }

    [Fact]
    public void A_bound_of_a_peak_is_never_chosen_if_a_measured_pair_exists() =>
        Assert.Equal("like", To("h100", Rows.MatMul(8192, Rows.Bf16, 500e12, Imaginary)).Verdict);

    /// <summary>A device that does not publish its highest clock may run at more than its peak's clock, as an H100 does.</summary>
    [Fact]
    public void An_unpublished_clock_lowers_the_bound() => Assert.Equal(
        100e12 / (148e12 * 1.98 / 1.83 * 1.03), To("h20", Rows.MatMul(500, Rows.Bf16, 100e12, Imaginary)).Ratio!.Value, 3);

    /// <summary>The other product would do the job on its matrix units.</summary>
    [Fact]
    public void A_product_on_vector_lanes_is_bounded_by_the_fastest_unit_as_a_task()
    {
        var comparison = To("h100", Rows.MatMul(500, Rows.Fp16, 30e12, Imaginary, "ilgpu", HardwareUnit.Simt));
        Assert.Equal(("peak", "task"), (comparison.Verdict, comparison.Kind));
        Assert.Equal(30e12 / (989.4e12 * 1.98 / 1.83 * 1.03), comparison.Ratio!.Value, 6);
    }

    [Fact]
    public void A_product_in_fp32_is_not_bounded_by_tf32()
    {
        var comparison = To("h100", Rows.MatMul(500, NumericTriple.Uniform(DType.Fp32), 30e12, Imaginary, "ilgpu", HardwareUnit.Simt));
        Assert.InRange(comparison.Ratio!.Value, 0.35, 0.5);
    }

    /// <summary>The published read of an H20 is a copy. Its nominal bandwidth bounds every stream.</summary>
    [Fact]
    public void A_stream_is_bounded_by_the_nominal_bandwidth()
    {
        var comparison = To("h20", Read(1L << 30));
        Assert.Equal(("peak", "unit"), (comparison.Verdict, comparison.Kind));
        Assert.Equal(3.0 / (4.0 * 1.03), comparison.Ratio!.Value, 2);
    }

    [Fact]
    public void Work_that_the_other_cache_may_hold_is_not_bounded() => Assert.Equal("incomparable", To("h20", Read(1L << 22)).Verdict);

    /// <summary>No source has the cache of an H800. It may be as large as the largest, that of an MI325X.</summary>
    [Fact]
    public void Work_that_an_unknown_cache_may_hold_is_not_bounded()
    {
        Assert.Equal("incomparable", To("h800", Read((256 << 20) / 4)).Verdict);
        Assert.Equal("peak", To("h800", Read(1L << 30)).Verdict);
    }

    /// <summary>The peaks of the variant that is called unstated limit none of the others.</summary>
    [Fact]
    public void An_unstated_variant_bounds_nothing()
    {
        Assert.Equal("incomparable", To("910b-unstated", Rows.MatMul(500, Rows.Fp16, 200e12, Imaginary)).Verdict);
        Assert.Equal("peak", To("910b2", Rows.MatMul(500, Rows.Fp16, 200e12, Imaginary)).Verdict);
    }

    /// <summary>The weights of the tiny model fit in the cache of an H100, so its bandwidth limits nothing.</summary>
    [Fact]
    public void A_decoding_step_that_the_other_cache_may_hold_is_bounded_by_its_arithmetic()
    {
        var point = new Point { { "model", "ci" }, { "b", 1 }, { "context", 8 }, { "steps", 8 } };
        var row = Rows.Of(
            DecodeDefinition.Instance, point, NumericTriple.Uniform(DType.Fp32), 100_000, Imaginary, "torchsharp", HardwareUnit.Mixed);
        var comparison = To("h100", row);
        Assert.Equal("peak", comparison.Verdict);
        var perToken = row.Work.OperationCount / row.Work.TokenCount;
        Assert.Equal(100_000 * perToken / (67e12 * 1.03), comparison.Ratio!.Value, 6);
    }

    private static ResultRow Read(long n)
    {
        var (point, fp32) = (new Point { { "op", "read" }, { "n", n } }, NumericTriple.Uniform(DType.Fp32));
        return Rows.Of(StreamDefinition.Instance, point, fp32, 3e12, Imaginary, "ilgpu", HardwareUnit.Copy) with
        {
            Cache = CachePolicy.ColdRotate,
        };
    }
}
