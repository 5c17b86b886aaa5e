using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Comparing;
using GpuBench.Reports.Exporters;
using GpuBench.Reports.Results;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Publications.Limits;

/// <summary>A row above a limit keeps its number in the file. Nothing else uses this number.</summary>
public sealed class SuspectRowsTests
{
    private static readonly ResultRow Possible = LimitedRows.MatMul(LimitedRows.H100, Rows.Bf16, 700e12);
    private static readonly ResultRow Impossible = LimitedRows.MatMul(LimitedRows.H100, Rows.Fp16, 1200e12);

    [Fact]
    public void A_suspect_row_is_not_compared_with_published_figures()
    {
        var compared = Impossible with { Comparisons = ComparisonsOf(Possible) };
        var rows = LimitedRows.Normalizer.Fill(LimitedRows.On(1.98e9, Possible, compared)).Rows;
        Assert.Equal(3, rows[0].Comparisons.Count);
        Assert.Equal(TrialStatus.Suspect, rows[1].Status);
        Assert.Empty(rows[1].Comparisons);
    }

    private static IReadOnlyList<RowComparison> ComparisonsOf(ResultRow row) =>
        LimitedRows.Normalizer.Fill(LimitedRows.On(1.98e9, row)).Rows[0].Comparisons;

    [Fact]
    public void A_suspect_row_has_no_ratio_between_runs_and_has_the_reason()
    {
        var first = LimitedRows.Normalizer.Judge(LimitedRows.On(1.98e9, Possible));
        var later = LimitedRows.Normalizer.Judge(LimitedRows.On(1.98e9, LimitedRows.MatMul(LimitedRows.H100, Rows.Bf16, 1200e12)));
        var compared = Assert.Single(RunComparer.Compare(new("first.json", first), [new("later.json", later)]).Later[0].Rows);
        Assert.Null(compared.Ratio);
        Assert.Null(compared.WithinPrediction);
        Assert.StartsWith("later run: suspect, 1200 TFLOP/s is 12.1 % above", compared.Why, StringComparison.Ordinal);
    }

    /// <summary>
    /// With a stream at almost twenty times the memory's speed as the roof, every other row would seem to be limited by arithmetic.
    /// </summary>
    [Theory]
    [InlineData(3000e9, Limiter.Memory, 1.0 / 3)]
    [InlineData(60000e9, Limiter.Unknown, null)]
    public void A_suspect_row_is_not_the_roof_of_other_rows(double bytesPerSecond, Limiter bound, double? ofRoof)
    {
        var peak = Rows.Of(
            PeakDefinition.Instance, new Point { { "items", 1 << 20 }, { "iterations", 512 } }, NumericTriple.Uniform(DType.Fp32), 60e12,
            Rows.Cuda(LimitedRows.H100), "ilgpu", HardwareUnit.Simt);
        var stream = LimitedRows.Stream(LimitedRows.H100, "triad", 1 << 28, bytesPerSecond);
        var point = new Point { { "m", 16384 }, { "n", 16384 }, { "k", 2 } };
        var intensity = MatMulDefinition.Instance.Count(point, Rows.Bf16).ArithmeticIntensity;
        var thin = Rows.Of(
            MatMulDefinition.Instance, point, Rows.Bf16, 1000e9 * intensity, Rows.Cuda(LimitedRows.H100), "ilgpu", HardwareUnit.Simt);
        var rows = LimitedRows.Normalizer.Judge(LimitedRows.On(1.98e9, peak, stream, thin with { Limiter = Limiter.Memory })).Rows;
        Assert.Equal(bound, rows[2].Limiter);
        var share = new RoofShares(rows, LimitedRows.Normalizer).OfMeasuredRoof(rows[2]);
        Assert.Equal(ofRoof is null, share is null);
        Assert.Equal(ofRoof ?? 0, share ?? 0, 1e-9);
    }

    [Fact]
    public void A_product_within_its_limit_is_still_compute_bound() =>
        Assert.Equal(Limiter.Compute, LimitedRows.Judge(1.98e9, Possible).Limiter);

    [Theory]
    [MemberData(nameof(Formats.All), MemberType = typeof(Formats))]
    public void Every_format_shows_a_suspect_row_with_its_reason(string format)
    {
        var document = LimitedRows.Normalizer.Fill(LimitedRows.On(1.98e9, Possible, Impossible));
        using var output = new StringWriter();
        ReportExporters.All.Single(exporter => exporter.Format == format)
            .Write(ResultReport.Of(document, LimitedRows.Normalizer) with { IsWide = true }, output);
        Assert.Contains("1200 TFLOP/s is 12.1 % above what the device can reach", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("uspect", output.ToString(), StringComparison.Ordinal);
        if (Formats.HasNotes(format))
            Assert.Contains("Nominal limits: 2 of 2 rows checked, 1 above", output.ToString(), StringComparison.Ordinal);
        else
            Assert.Contains("within", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_a_CPU_reports_once_that_no_row_was_checked()
    {
        var pocl = Rows.Of(MatMulDefinition.Instance, Rows.Square(64), Rows.Fp16, 1e9, Rows.PoclCpu, "ilgpu", HardwareUnit.Simt);
        var report = ResultReport.Of(LimitedRows.Normalizer.Fill(Rows.Document(pocl)), LimitedRows.Normalizer);
        Assert.Single(report.Closing, note => note.StartsWith("Nominal limits: no row was checked", StringComparison.Ordinal));
        Assert.DoesNotContain(report.Sections, section => section.Title.StartsWith("Suspect", StringComparison.Ordinal));
    }
}
