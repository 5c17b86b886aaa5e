using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Publications.Normalising;

/// <summary>A row of a results document as a side of ratios.</summary>
/// <param name="run">All rows of the document. The same trial under other conditions gives the effect of a condition.</param>
/// <param name="isHost">Whether the device is the host itself.</param>
public sealed class MeasuredRow(ResultRow row, IReadOnlyList<ResultRow> run, VariantId? variant, bool isHost)
{
    private readonly WorkloadDefinition? _workload = WorkloadDefinitions.Find(row.Workload);

    /// <summary>Null if no published figures are of this workload.</summary>
    public PublishedTask? Task => _workload?.Published;

    /// <summary>The reason why no published figures are of this workload; null if some are.</summary>
    public string? NoCounterpartReason => Task is null ? _workload?.UnpublishedReason ?? "no figure of this kind is published" : null;

    /// <param name="statistic">The statistic of the other side, which this side uses too; <c>unknown</c> gives the median.</param>
    public Observation As(string statistic)
    {
        var task = Task ?? throw new InvalidOperationException($"no published figures are of the workload of {row.Key}");
        // A script times all launches at once, so it gives only a mean.
        statistic = row.Launch == LaunchMode.Script ? "mean" : statistic;
        var value = Value(statistic);
        var scale = value / row.Median!.Value;
        return new()
        {
            Id = row.Key,
            Variant = variant,
            Quantity = Quantities.Get(task.Quantity),
            Value = value,
            Interval = new Interval((row.PredictLow ?? row.Low ?? value) * scale, (row.PredictHigh ?? row.High ?? value) * scale)
                .Hull(new(value, value)),
            SiUnit = row.ValueUnit.Text(),
            Kind = task.Kind,
            Task = task.FieldsOf(row.Point, row.Work),
            MovesBytes = task.MovesBytes,
            HasCounting = task.HasCounting,
            HasHeads = task.HasHeads,
            Program = $"{row.Engine} {row.EngineVersion}".TrimEnd(),
            DType = row.DType is { } type ? new(type.Input.Text(), type.Accumulate.Text(), type.Output.Text()) : null,
            Sparsity = task.HasSparsity ? row.Sparsity.Text() : null,
            HardwareUnit = row.Unit?.Text() ?? "unknown",
            Convention = row.FlopConvention?.Text(),
            Count = row.Device.Count,
            Method = new(row.Regime, row.Cache, statistic == "unknown" ? "median" : statistic),
            CacheSpread = Spread(other => other.Cache != row.Cache && other.Regime == row.Regime && other.Launch == row.Launch),
            RegimeSpread = Spread(other => other.Regime != row.Regime && other.Cache == row.Cache && other.Launch == row.Launch),
            IsLowerBound = !IsBestLibrary,
            Unusable = isHost && task.CrossesLink ? "the device is the host, so no link is used" : null,
        };
    }

    /// <summary>libtorch calls the vendor's library. Our own kernels need not be as fast.</summary>
    private bool IsBestLibrary => row.Engine is "torchsharp" or "torch-stable" or "import";

    private double Value(string statistic)
    {
        var seconds = row.Rounds.SelectMany(round => round.SamplesSeconds).ToList();
        return statistic switch
        {
            "mean" when seconds.Count > 0 => row.Work.Amount(row.ValueUnit) / seconds.Average(),
            "best" when seconds.Count > 0 => row.Work.Amount(row.ValueUnit) / seconds.Min(),
            _ => row.Median!.Value,
        };
    }

    /// <summary>Ratio of the same trial under other conditions in the same run to this row.</summary>
    private Interval? Spread(Func<ResultRow, bool> condition)
    {
        var ratios = run
            .Where(other => other.Status == TrialStatus.Ok && other.Median is not null
                && (other.Engine, other.Device.Id, other.Workload) == (row.Engine, row.Device.Id, row.Workload)
                && other.Point.Equals(row.Point) && other.DType == row.DType && condition(other))
            .Select(other => other.Median!.Value / row.Median!.Value)
            .ToList();
        return ratios.Count == 0 ? null : new Interval(1, 1).Hull(new(ratios.Min(), ratios.Max()));
    }
}
