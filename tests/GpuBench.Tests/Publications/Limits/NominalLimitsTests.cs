using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;
using Xunit;

namespace GpuBench.Tests.Publications.Limits;

/// <summary>No real rate exceeds a nominal limit by more than three per cent, and no rate below the limit is marked suspect.</summary>
public sealed class NominalLimitsTests
{
    private static readonly NumericTriple Fp32 = NumericTriple.Uniform(DType.Fp32);

    private static NumericTriple Type(string name) => MatMulDefinition.Instance.DTypes[name];

    private static void AssertWithin(ResultRow row, double limit)
    {
        Assert.Equal((TrialStatus.Ok, NominalStatus.Within), (row.Status, row.NominalCheck!.Status));
        Assert.Null(row.Reason);
        Assert.Equal(limit, row.NominalCheck.Limit!.Value, limit * 1e-9);
    }

    private static void AssertAbove(ResultRow row, double limit)
    {
        Assert.Equal((TrialStatus.Suspect, NominalStatus.Above), (row.Status, row.NominalCheck!.Status));
        Assert.Equal(limit, row.NominalCheck.Limit!.Value, limit * 1e-9);
        Assert.Equal(row.NominalCheck.Why, row.Reason);
        Assert.Contains(row.NominalCheck.Figure!, row.Reason, StringComparison.Ordinal);
        Assert.Contains(row.NominalCheck.Source!, row.Reason, StringComparison.Ordinal);
    }

    private static void AssertNone(ResultRow row, string why)
    {
        Assert.Equal((TrialStatus.Ok, NominalStatus.None), (row.Status, row.NominalCheck!.Status));
        Assert.Contains(why, row.NominalCheck.Why, StringComparison.Ordinal);
        Assert.Null(row.NominalCheck.Limit);
    }

    /// <summary>
    /// The peaks of an H100's matrix units are stated at 1.83 GHz, and those of its vector lanes at 1.98 GHz, the chip's highest clock.
    /// The peak itself is the limit if the clock is unknown, or if the product's peaks state no clock.
    /// </summary>
    [Theory]
    [InlineData(LimitedRows.H100, "bf16", HardwareUnit.Tensor, 1.98e9, 989.4e12 * 1.98 / 1.83)]
    [InlineData(LimitedRows.H100, "fp16", HardwareUnit.Tensor, 1.755e9, 989.4e12)]
    [InlineData(LimitedRows.H100, "bf16", HardwareUnit.Tensor, null, 989.4e12)]
    [InlineData(LimitedRows.H100, "tf32", HardwareUnit.Tensor, 1.98e9, 494.7e12 * 1.98 / 1.83)]
    [InlineData(LimitedRows.H100, "fp8-e4m3", HardwareUnit.Tensor, 1.98e9, 1979e12 * 1.98 / 1.83)]
    [InlineData(LimitedRows.H100, "int8", HardwareUnit.Tensor, 1.98e9, 1979e12 * 1.98 / 1.83)]
    [InlineData(LimitedRows.H100, "fp32", HardwareUnit.Simt, 1.98e9, 67e12)]
    [InlineData(LimitedRows.H100, "bf16", HardwareUnit.Simt, 1.98e9, 67e12)]
    [InlineData(LimitedRows.H20, "bf16", HardwareUnit.Tensor, 1.98e9, 148e12)]
    [InlineData(LimitedRows.H20, "fp32", HardwareUnit.Simt, 1.98e9, 44e12)]
    [InlineData(LimitedRows.A100, "fp16", HardwareUnit.Tensor, 1.41e9, 312e12)]
    [InlineData(LimitedRows.A100, "fp32", HardwareUnit.Simt, 1.41e9, 19.5e12)]
    public void A_product_is_limited_by_the_peak_of_its_unit(string device, string type, HardwareUnit unit, double? clock, double limit)
    {
        AssertWithin(LimitedRows.Judge(clock, LimitedRows.MatMul(device, Type(type), limit * 1.029, unit)), limit);
        AssertAbove(LimitedRows.Judge(clock, LimitedRows.MatMul(device, Type(type), limit * 1.031, unit)), limit);
    }

    [Fact]
    public void The_reason_has_the_numbers_the_limit_and_its_source()
    {
        var row = LimitedRows.Judge(1.98e9, LimitedRows.MatMul(LimitedRows.H100, Rows.Bf16, 1200e12));
        Assert.Equal(
            "1200 TFLOP/s is 12.1 % above what the device can reach: the limit is 1070.5 TFLOP/s, "
            + "from nominal 989.4 TFLOP/s of its matrix units in bf16, stated at 1.83 GHz and scaled to its highest clock of 1.98 GHz "
            + "(h100-sxm5-80gb-peak-compute-bf16-002, source lockwood-h100-notes); the tolerance is 3 %",
            row.Reason);
        Assert.Contains(
            "100 times what the device can reach",
            LimitedRows.Judge(null, LimitedRows.MatMul(LimitedRows.H20, Rows.Bf16, 14800e12)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_reading_above_the_drivers_maximum_raises_the_limit()
    {
        var row = LimitedRows.MatMul(LimitedRows.H100, Rows.Bf16, 1050e12);
        Assert.Equal(TrialStatus.Suspect, LimitedRows.Judge(1.83e9, row).Status);
        var read = row with { Rounds = [.. row.Rounds.Select(round => round with { TelemetryAfter = new() { ClockHertz = 1.95e9 } })] };
        AssertWithin(LimitedRows.Judge(1.83e9, read), 989.4e12 * 1.95 / 1.83);
    }

    [Theory]
    [InlineData(LimitedRows.H100, 3350e9)]
    [InlineData(LimitedRows.H20, 4000e9)]
    [InlineData(LimitedRows.A100, 2039e9)]
    public void A_stream_from_memory_is_limited_by_the_memory_bandwidth(string device, double limit)
    {
        AssertWithin(LimitedRows.Judge(1.98e9, LimitedRows.Stream(device, "triad", 1 << 28, limit * 1.029)), limit);
        AssertAbove(LimitedRows.Judge(1.98e9, LimitedRows.Stream(device, "triad", 1 << 28, limit * 1.031)), limit);
    }

    [Fact]
    public void Operands_in_the_cache_have_no_limit_unless_they_rotate_through_more_memory()
    {
        var copy = LimitedRows.Stream(LimitedRows.H100, "copy", 1 << 20, 5500e9);
        AssertNone(LimitedRows.Judge(1.98e9, copy), "8.39 MB of operands fit in the cache (52.4 MB)");

        // A cache that always keeps one part of a working set serves that share of it. Here the cache keeps 52.4 of 209.7 MB.
        var cold = copy with { Cache = CachePolicy.ColdRotate, SetCount = 25 };
        var served = LimitedRows.CacheBytes / ((25 * 8.0 * (1 << 20)) - LimitedRows.CacheBytes);
        Assert.Equal(served, LimitedRows.Judge(1.98e9, cold).NominalCheck!.Allowance!.Value, 1e-9);
        AssertAbove(LimitedRows.Judge(1.98e9, cold), 3350e9);
        var slower = LimitedRows.Stream(LimitedRows.H100, "copy", 1 << 20, 3350e9 * (1 + served - 0.01)) with { SetCount = 25 };
        AssertWithin(LimitedRows.Judge(1.98e9, slower), 3350e9);
    }

    /// <summary>No source has the cache of an H800.</summary>
    [Fact]
    public void A_cache_size_from_OpenCL_does_not_replace_a_larger_estimate()
    {
        var row = LimitedRows.Stream("NVIDIA H800", "copy", 7 << 20, 5500e9);
        Assert.Equal(NominalStatus.Within, LimitedRows.Judge(1.98e9, row).NominalCheck!.Status);
        var openCl = row with { Device = row.Device with { Backend = Backend.OpenCl, Id = "opencl:0" } };
        AssertNone(LimitedRows.Judge(1.98e9, openCl), "fit in the cache");
    }

    [Fact]
    public void A_product_of_low_arithmetic_intensity_is_limited_by_the_memory_bandwidth()
    {
        var point = new Point { { "m", 16384 }, { "n", 16384 }, { "k", 16 } };
        ResultRow At(double share) => OnH100(
            MatMulDefinition.Instance, point, HardwareUnit.Tensor, work => share * 3350e9 * work.ArithmeticIntensity);
        Assert.Equal("memory", At(1).NominalCheck!.LimitedBy);
        Assert.Equal(3350e9, At(1).NominalCheck!.Measured!.Value, 1e3);
        // The cache can keep a tenth of these operands.
        Assert.Equal(TrialStatus.Ok, At(1.10).Status);
        Assert.Equal(TrialStatus.Suspect, At(1.12).Status);
    }

    [Fact]
    public void Decode_is_limited_by_memory_and_prefill_by_the_matrix_units()
    {
        var model = LlamaConfig.Find("110m");
        var (context, prompts) = (new DecodeShape(model, 1, 128, 128).ToPoint(), new PrefillShape(model, 16, 512).ToPoint());
        ResultRow Decode(double share) => OnH100(
            DecodeDefinition.Instance, context, HardwareUnit.Mixed, work => share * 3350e9 / work.Bytes);
        ResultRow Prefill(double share) => OnH100(
            PrefillDefinition.Instance, prompts, HardwareUnit.Mixed, work => share * 1070.5e12 / work.OperationCount * work.TokenCount);
        Assert.Equal(("memory", TrialStatus.Ok), (Decode(1.02).NominalCheck!.LimitedBy, Decode(1.02).Status));
        Assert.Equal(TrialStatus.Suspect, Decode(1.4).Status);
        Assert.Equal(("unit", TrialStatus.Ok), (Prefill(1.02).NominalCheck!.LimitedBy, Prefill(1.02).Status));
        Assert.Equal(TrialStatus.Suspect, Prefill(1.04).Status);
    }

    private static ResultRow OnH100(WorkloadDefinition definition, Point point, HardwareUnit unit, Func<WorkCount, double> rate)
    {
        var work = definition.Count(point, Rows.Bf16);
        return LimitedRows.Judge(
            1.98e9, Rows.Of(definition, point, Rows.Bf16, rate(work), Rows.Cuda(LimitedRows.H100), "torchsharp", unit));
    }

    [Fact]
    public void A_copy_between_devices_is_limited_by_one_direction_of_their_link()
    {
        AssertWithin(LimitedRows.Judge(1.98e9, LimitedRows.Link(LimitedRows.H100, "d2d", 450e9 * 1.029)), 450e9);
        AssertAbove(LimitedRows.Judge(1.98e9, LimitedRows.Link(LimitedRows.H100, "d2d", 450e9 * 1.031)), 450e9);
        AssertNone(LimitedRows.Judge(1.98e9, LimitedRows.Link(LimitedRows.H100, "h2d", 900e9)), "the link to its host");
        AssertNone(LimitedRows.Judge(1.41e9, LimitedRows.Link(LimitedRows.A100, "d2d", 900e9)), "its link to other devices");
    }

    /// <summary>The full square counts a causal mask's pairs twice. Only the work that must be done is compared with the peak.</summary>
    [Theory]
    [InlineData(FlopConvention.Full, 1.9, TrialStatus.Ok)]
    [InlineData(FlopConvention.Full, 2.1, TrialStatus.Suspect)]
    [InlineData(FlopConvention.CausalExact, 1.02, TrialStatus.Ok)]
    [InlineData(FlopConvention.CausalExact, 1.04, TrialStatus.Suspect)]
    public void Only_the_required_operations_are_compared_with_the_peak(FlopConvention convention, double share, TrialStatus expected)
    {
        var point = Rows.Heads(4, 32, 4096, 128, "causal");
        var exact = AttentionDefinition.Instance.Count(point, Rows.Bf16).OperationCount;
        var counted = convention == FlopConvention.Full ? 4.0 * 4 * 32 * 4096 * 4096 * 128 : exact;
        var row = Rows.Of(
            AttentionDefinition.Instance, point, Rows.Bf16, share * 312e12, Rows.Cuda(LimitedRows.A100), "import", HardwareUnit.Tensor);
        row = row with { FlopConvention = convention, Work = row.Work with { OperationCount = counted } };
        Assert.Equal(expected, LimitedRows.Judge(1.41e9, row).Status);
    }

    [Fact]
    public void The_limit_is_multiplied_by_the_number_of_devices()
    {
        var row = LimitedRows.MatMul(LimitedRows.H20, Rows.Bf16, 8 * 145e12);
        Assert.Equal(TrialStatus.Suspect, LimitedRows.Judge(null, row).Status);
        AssertWithin(LimitedRows.Judge(null, row with { Device = row.Device with { Count = 8 } }), 8 * 148e12);
    }

    [Fact]
    public void A_row_without_a_nominal_figure_is_not_checked_and_has_the_reason()
    {
        var pocl = Rows.Of(MatMulDefinition.Instance, Rows.Square(1024), Fp32, 1e15, Rows.PoclCpu, "ilgpu", HardwareUnit.Simt);
        AssertNone(LimitedRows.Judge(null, pocl), "no nominal figures of pthread-an imaginary CPU are known");
        var int32 = Rows.Of(
            PeakDefinition.Instance, new Point { { "items", 1 << 20 }, { "iterations", 512 } }, NumericTriple.Uniform(DType.Int32), 1e15,
            Rows.Cuda(LimitedRows.A100), "ilgpu", HardwareUnit.Simt);
        AssertNone(
            LimitedRows.Judge(1.41e9, int32),
            "no nominal peak of its vector lanes in int32 is known; its 4.19 MB of operands fit in the cache");
        var sparse = LimitedRows.MatMul(LimitedRows.H100, Rows.Bf16, 1900e12) with { Sparsity = Sparsity.TwoOfFour };
        Assert.Equal(TrialStatus.Ok, LimitedRows.Judge(1.98e9, sparse).Status);
    }

    [Fact]
    public void Rows_without_a_value_and_rows_that_are_already_suspect_are_not_changed()
    {
        var row = LimitedRows.MatMul(LimitedRows.H100, Rows.Bf16, 9000e12);
        var skipped = row with { Status = TrialStatus.Skipped, Reason = "no time", Median = null };
        Assert.Same(skipped, LimitedRows.Judge(1.98e9, skipped));
        var suspect = row with { Status = TrialStatus.Suspect, Reason = "something else" };
        Assert.Same(suspect, LimitedRows.Judge(1.98e9, suspect));
    }

    /// <summary>A figure may be corrected later. Then a verdict from the old figure must not remain.</summary>
    [Fact]
    public void An_earlier_verdict_of_the_same_check_is_replaced()
    {
        var above = LimitedRows.Judge(1.83e9, LimitedRows.MatMul(LimitedRows.H100, Rows.Bf16, 1050e12));
        Assert.Equal(TrialStatus.Suspect, above.Status);
        AssertWithin(LimitedRows.Judge(1.98e9, above), 989.4e12 * 1.98 / 1.83);
        var twice = above with { Reason = $"{above.Reason}; its stored statistics do not follow from its samples" };
        Assert.Equal(TrialStatus.Suspect, LimitedRows.Judge(1.98e9, twice).Status);
    }
}
