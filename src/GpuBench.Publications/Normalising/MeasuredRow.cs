using System.Globalization;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Publications.Normalising;

/// <summary>A row of a results document as a side of ratios.</summary>
/// <param name="run">All rows of the document: the same trial under other conditions says what a condition costs.</param>
/// <param name="isHost">Whether the device is the host itself.</param>
public sealed class MeasuredRow(ResultRow row, IReadOnlyList<ResultRow> run, VariantId? variant, bool isHost)
{
    /// <summary>What published figures call this row's quantity; null where nothing published is its counterpart.</summary>
    public FigureQuantity? Quantity => (row.Workload, row.ValueUnit) switch
    {
        ("matmul", _) => Quantities.Get(Quantities.MatMul),
        ("attention", _) => Quantities.Get(Quantities.Attention),
        ("stream", _) => Quantities.Get(Quantities.Stream),
        ("link", _) => Quantities.Get(Quantities.Link),
        _ => null,
    };

    /// <summary>Why nothing published is of the kind; null where something is.</summary>
    public string? WhyNoCounterpart => row.Workload is "prefill" or "decode"
        ? "a model of random weights, run call by call: published token rates are of trained models in serving stacks, another task"
        : Quantity is null ? "nothing of the kind is published" : null;

    /// <param name="statistic">How the other side was averaged, so that this one is too; <c>unknown</c> gives the median.</param>
    public Observation As(string statistic)
    {
        // What a script times is a mean, whatever the other side is: single launches were not told apart.
        statistic = row.Launch == LaunchMode.Script ? "mean" : statistic;
        var value = Value(statistic);
        var scale = value / row.Median!.Value;
        return new()
        {
            Id = row.Key,
            Variant = variant,
            Quantity = Quantity!,
            Value = value,
            Interval = new Interval((row.PredictLow ?? row.Low ?? value) * scale, (row.PredictHigh ?? row.High ?? value) * scale).Hull(new(value, value)),
            SiUnit = row.ValueUnit.Text(),
            Kind = row.Workload == "matmul" ? "gemm" : row.Workload,
            Task = Task(),
            Program = $"{row.Engine} {row.EngineVersion}".TrimEnd(),
            DType = row.DType is { } type ? new(type.Input.Text(), type.Accumulate.Text(), type.Output.Text()) : null,
            Sparsity = row.Workload is "matmul" or "attention" ? row.Sparsity.Text() : null,
            UnitClass = row.Unit?.Text() ?? "unknown",
            Convention = row.FlopConvention?.Text(),
            Count = row.Device.Count,
            Method = new(row.Regime, row.Cache, statistic == "unknown" ? "median" : statistic),
            CacheSpread = Spread(other => other.Cache != row.Cache && other.Regime == row.Regime && other.Launch == row.Launch),
            RegimeSpread = Spread(other => other.Regime != row.Regime && other.Cache == row.Cache && other.Launch == row.Launch),
            IsLowerBound = !IsBestLibrary,
            Unusable = isHost && row.Workload == "link" ? "the device is the host: no link is crossed" : null,
        };
    }

    /// <summary>libtorch calls the vendor's library; our own kernels are measured to get there.</summary>
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

    /// <summary>The same fields as published figures have.</summary>
    private SortedDictionary<string, string> Task()
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (axis, value) in row.Point)
            fields[axis] = value.ToString();
        switch (row.Workload)
        {
            case "matmul":
                fields["layout"] = MatMulShape.From(row.Point).Layout;
                break;
            case "attention":
                fields.Remove("mask");
                fields["causal"] = AttentionShape.From(row.Point).Causal ? "true" : "false";
                fields["pass"] = "forward";
                break;
            case "stream":
                fields.Remove("n");
                fields["engine"] = "sm-kernel";
                fields["counting"] = "read+write";
                fields["bytes"] = row.Work.Bytes.ToString(CultureInfo.InvariantCulture);
                break;
            case "link":
                fields["engine"] = "copy-engine";
                fields["op"] = fields["direction"];
                fields.Remove("direction");
                fields["link"] = fields["op"] == "d2d" ? "device" : "host";
                break;
        }
        return fields;
    }

    /// <summary>The same trial under other conditions in the same run, over this one.</summary>
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
