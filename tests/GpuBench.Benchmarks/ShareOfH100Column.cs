using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;

namespace GpuBench.Benchmarks;

/// <summary>
/// The measured rate divided by the published rate of an H100 SXM5 at the same shape and types. It is a task ratio. It is a lower bound,
/// because this project's kernel is not necessarily the best that the device can run.
/// </summary>
internal sealed class ShareOfH100Column : IColumn
{
    private const string Publication = "torch-performance-test-data-79";

    public string Id => nameof(ShareOfH100Column);

    public string ColumnName => "of H100 (fp32 torch.mm)";

    public string Legend =>
        "Lower bound: this kernel's rate over torch.mm's on an H100 SXM5, " + PublishedData.Shipped.Publications[Publication].Source.Url;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => false;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
    {
        if (summary[benchmarkCase]?.ResultStatistics is not { } statistics)
            return "not measured";
        var order = (int)benchmarkCase.Parameters[nameof(MatMulLaunch.Order)];
        var figure = PublishedData.Shipped.Figures.FirstOrDefault(f =>
            f is { Source: Publication, DType.Input: "fp32" } && f.WorkloadWord("m") == order.ToString(CultureInfo.InvariantCulture));
        if (figure is null)
            return "not published";
        var flopPerSecond = 2 * Math.Pow(order, 3) / (statistics.Median * 1e-9);
        var ratio = flopPerSecond / (figure.Value!.Value * PrintedUnit.Find(figure.Unit)!.Factor);
        return ratio >= 0.1
            ? string.Create(CultureInfo.InvariantCulture, $"≥ {ratio:F2}")
            : string.Create(CultureInfo.InvariantCulture, $"≥ 1/{1 / ratio:F0}");
    }
}
