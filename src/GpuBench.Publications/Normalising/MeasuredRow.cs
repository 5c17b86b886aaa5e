using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Models;

namespace GpuBench.Publications.Normalising;

/// <summary>A row of a results document, with a value, as a side of ratios.</summary>
/// <param name="product">The product that it was measured on; null for a part of one, or an unknown product.</param>
public sealed class MeasuredRow(ResultRow row, VariantId? product)
{
    private const string Median = "median";

    private readonly WorkloadDefinition? _workload = WorkloadDefinitions.Find(row.Workload);
    private readonly Dictionary<string, Observation> _sides = [];
    private Observation? _median;

    public ResultRow Row => row;

    /// <summary>Whether the device is the host itself.</summary>
    public bool IsHost { get; init; }

    /// <summary>Bytes of the device's last-level cache.</summary>
    public double CacheBytes { get; init; }

    /// <summary>Effect of the other state of the cache, measured in the same run; null if not measured.</summary>
    public Interval? CacheSpread { get; init; }

    /// <summary>Effect of the other regime, measured in the same run; null if not measured.</summary>
    public Interval? RegimeSpread { get; init; }

    /// <summary>Null if no published figures are of this workload.</summary>
    public PublishedTask? Task => _workload?.Published;

    /// <summary>The reason why no published figures are of this workload; null if some are.</summary>
    public string? NoCounterpartReason => Task is null ? _workload?.UnpublishedReason ?? "no figure of this kind is published" : null;

    /// <summary>Why the cache may have served a stream; null if it cannot, or other work is done.</summary>
    public string? CacheResident => row.Unit == HardwareUnit.Copy && row.Cache == CachePolicy.Warm
        ? CacheResidence.Of(row.Work.Bytes * (row.SetCount ?? 1), CacheBytes)
        : null;

    /// <param name="statistic">The statistic of the other side, which this side uses too; <c>unknown</c> gives the median.</param>
    public Observation As(string statistic)
    {
        // A script times all launches at once, so it gives only a mean.
        statistic = row.Launch == LaunchMode.Script ? "mean" : statistic == "unknown" ? Median : statistic;
        if (!_sides.TryGetValue(statistic, out var side))
            _sides[statistic] = side = Observe(statistic);
        return side;
    }

    /// <summary>Sides in different statistics differ only in their numbers.</summary>
    private Observation Observe(string statistic)
    {
        _median ??= ObserveMedian();
        var value = Value(statistic);
        return statistic == Median ? _median : _median with
        {
            Value = value,
            Interval = OwnInterval.Of(row, value),
            Method = new(row.Regime, row.Cache, statistic, Timing),
        };
    }

    private Observation ObserveMedian()
    {
        var task = Task ?? throw new InvalidOperationException($"no published figures are of the workload of {row.Key}");
        var value = row.Median!.Value;
        var fields = task.FieldsOf(row.Point, row.Work);
        if (IsDriverCopy)
            fields["engine"] = "copy-engine";
        var family = task.HasHeads ? KernelFamily : null;
        return TokenRate.Of(new()
        {
            Id = row.Key,
            Variant = product,
            Quantity = Quantities.Get(task.Quantity),
            Value = value,
            Interval = OwnInterval.Of(row, value),
            SiUnit = row.ValueUnit.Text(),
            Kind = task.Kind,
            Task = fields,
            MovesBytes = task.MovesBytes,
            CrossesLink = task.CrossesLink,
            HasCounting = task.HasCounting,
            HasHeads = task.HasHeads,
            UnknownIfMissing = task.UnknownIfMissing,
            ModelNames = fields.TryGetValue("model", out var model) ? PublishedModels.Of(model) : [],
            Kernel = family,
            Program = $"{row.Engine} {row.EngineVersion}".TrimEnd(),
            DType = row.DType is { } type
                ? new(type.Input.Text(), type.Accumulate.Text(), type.Output.Text(), Weights: LayerStorageAxis.Published(row.Point))
                : null,
            Sparsity = task.HasSparsity ? row.Sparsity.Text() : null,
            HardwareUnit = row.Unit?.Text() ?? "unknown",
            Convention = row.FlopConvention?.Text(),
            Count = row.Device.Count,
            Method = new(row.Regime, row.Cache, Median, Timing),
            CacheSpread = CacheSpread,
            RegimeSpread = RegimeSpread,
            CacheResident = CacheResident,
            IsLowerBound = !IsForeign && !(IsLibTorch && (task.VendorLibraryRunsIt || family is not null)),
            Unusable = IsHost && task.CrossesLink ? "the device is the host, so no link is used" : null,
        });
    }

    private bool IsForeign => row.Engine == "import";

    /// <summary>Null for imported times, which another program took.</summary>
    private string? Timing => IsForeign ? null : row.Launch switch
    {
        LaunchMode.Single => FigureTiming.PerCall,
        LaunchMode.Graph => FigureTiming.GraphReplay,
        _ => FigureTiming.BackToBack,
    };

    private bool IsLibTorch => row.Engine is "torchsharp" or "torch-stable";

    /// <summary>A copy between tensors of one type on one GPU is the driver's copy, without a kernel (PyTorch, Copy.cu).</summary>
    private bool IsDriverCopy => IsLibTorch && row.Device.Backend == Backend.Cuda
        && row.Workload == StreamDefinition.Instance.Name && row.Point.Word("op") == "copy";

    /// <summary>
    /// The published family of libtorch's kernel. Its flash kernel is FlashAttention 2, and its memory-efficient kernel comes from
    /// xFormers. The others are not published.
    /// </summary>
    private string? KernelFamily => !IsLibTorch || row.Kernel is not { } kernel ? null
        : kernel.Contains(" flash kernel", StringComparison.Ordinal) ? "flash-attention-2"
        : kernel.Contains(" memoryefficient kernel", StringComparison.Ordinal) ? "xformers"
        : kernel.Contains(" cudnn kernel", StringComparison.Ordinal) ? "cudnn"
        : null;

    private double Value(string statistic)
    {
        var seconds = row.Rounds.SelectMany(round => round.SamplesSeconds);
        return statistic switch
        {
            "mean" when seconds.Any() => row.Work.Amount(row.ValueUnit) / seconds.Average(),
            "best" when seconds.Any() => row.Work.Amount(row.ValueUnit) / seconds.Min(),
            _ => row.Median!.Value,
        };
    }
}

/// <summary>The interval of a measured value: the prediction for a re-run if there is one.</summary>
internal static class OwnInterval
{
    /// <param name="value">A statistic of the row, in any unit. The interval keeps its share of the median.</param>
    public static Interval Of(ResultRow row, double value)
    {
        var median = row.Median!.Value;
        return new Interval(
            value * (row.PredictLow ?? row.Low ?? median) / median,
            value * (row.PredictHigh ?? row.High ?? median) / median).Hull(new(value, value));
    }
}
