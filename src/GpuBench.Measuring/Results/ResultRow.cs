using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Results;

/// <summary>The row of one trial in a results document. Rates are in SI units of <see cref="ValueUnit"/>.</summary>
public sealed record ResultRow : Extensible
{
    public required string Key { get; init; }

    public required string Engine { get; init; }

    public required string? EngineVersion { get; init; }

    public required RowDevice Device { get; init; }

    public required string Workload { get; init; }

    public required Point Point { get; init; }

    public required string? Kernel { get; init; }

    public required string? KernelReason { get; init; }

    [JsonPropertyName("dtype")]
    public required NumericTriple? DType { get; init; }

    public required Sparsity Sparsity { get; init; }

    public required FlopConvention? FlopConvention { get; init; }

    public required HardwareUnit? Unit { get; init; }

    [JsonPropertyName("bound")]
    public required Limiter Limiter { get; init; }

    public required CachePolicy Cache { get; init; }

    public required Regime Regime { get; init; }

    public required LaunchMode Launch { get; init; }

    public required TrialStatus Status { get; init; }

    public required string? Reason { get; init; }

    public required string Metric { get; init; }

    public required ValueUnit ValueUnit { get; init; }

    /// <summary>Work of one launch. A rate is this work divided by a sample.</summary>
    public required WorkCount Work { get; init; }

    /// <summary>Median over rounds of the rounds' median rates; null if there is no value.</summary>
    public required double? Median { get; init; }

    /// <summary>Confidence interval of the median of this run, over all samples.</summary>
    public required double? Low { get; init; }

    public required double? High { get; init; }

    /// <summary>Prediction interval for the median of a re-run.</summary>
    public required double? PredictLow { get; init; }

    public required double? PredictHigh { get; init; }

    /// <summary>Level of both intervals.</summary>
    public required double CiLevel { get; init; }

    /// <summary>Relative standard deviation of all samples.</summary>
    public required double? Noise { get; init; }

    /// <summary>
    /// Median over rounds of the rounds' median seconds per launch: for prefill the time to first token, for decode the time per output
    /// token.
    /// </summary>
    public double? MedianSeconds { get; init; }

    /// <summary>
    /// 95th percentile of all samples by nearest rank, in seconds per launch. It stays as it was in the first files, also for a few samples
    /// of several launches each. <see cref="LaunchCost"/> has percentiles of single launches.
    /// </summary>
    public double? P95Seconds { get; init; }

    /// <summary>What one launch takes beside its median time. Absent without a value, and in older files.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LaunchCost? LaunchCost { get; init; }

    /// <summary><c>rounds</c>: all planned ones; <c>budget</c>: time ran out; <c>interrupted</c>; null without a value.</summary>
    public required string? Stopped { get; init; }

    public required string? Timer { get; init; }

    /// <summary>Whether the timer agrees with the host's clock. Null without a value, and in older files.</summary>
    public ClockCheck? ClockCheck { get; init; }

    /// <summary>Number of operand sets that launches rotate through; 1: all launches use the same buffers.</summary>
    public required int? SetCount { get; init; }

    public required IReadOnlyList<Round> Rounds { get; init; }

    /// <summary>Rounds with reduced clocks. Absent if there is none, and in files written before it was kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ThrottledRound>? ThrottledRounds { get; init; }

    /// <summary>
    /// Comparison with the nominal limit of the product, added by normalisation. Null in older files and without a value.
    /// </summary>
    public NominalCheck? NominalCheck { get; init; }

    /// <summary>Comparisons with published figures, added by normalisation.</summary>
    public IReadOnlyList<RowComparison> Comparisons { get => field ?? []; init; }

    /// <summary>Reason of a trial without a round in an interrupted run. Older files have it, too: it must not change.</summary>
    internal const string NotBegunReason = "the run was cut off before its first round; add --resume";

    [JsonIgnore]
    public bool IsNotBegun => Status == TrialStatus.Skipped && Reason == NotBegunReason;
}

/// <summary>A round during which the device reduced its clocks. Its samples count as any other.</summary>
/// <param name="Round">Its index.</param>
/// <param name="Reasons">At least one, in words of <see cref="ThrottleReason"/>.</param>
public sealed record ThrottledRound(int Round, IReadOnlyList<string> Reasons) : Extensible
{
    public static IReadOnlyList<ThrottledRound> Of(IEnumerable<Round> rounds) =>
    [
        .. from round in rounds
           let reasons = Throttling.Of(round)
           where reasons is { Count: > 0 }
           select new ThrottledRound(round.Index, reasons),
    ];
}

/// <summary>Short form of the device of a row; the manifest has the rest.</summary>
public sealed record RowDevice : Extensible
{
    public required Backend Backend { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Variant { get; init; }

    /// <summary>As in the manifest. Published figures of the product do not apply to a part. Absent for a whole device.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Partition { get; init; }

    public required int Count { get; init; }
}
