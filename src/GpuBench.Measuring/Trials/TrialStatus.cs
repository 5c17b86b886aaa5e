using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>Outcome of a trial.</summary>
[JsonConverter(typeof(EnumWordConverter<TrialStatus>))]
public enum TrialStatus
{
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>The device or engine cannot do it.</summary>
    [JsonStringEnumMemberName("unsupported")]
    Unsupported,

    /// <summary>It was not run, although the device can do it: it is too large, or no time was left.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,

    /// <summary>It ended with an error, or its results were wrong.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Its value contradicts other data of the row, or exceeds what the device can do.</summary>
    [JsonStringEnumMemberName("suspect")]
    Suspect,
}

/// <summary>Why a trial has no value: <see cref="TrialStatus.Unsupported"/> or <see cref="TrialStatus.Skipped"/>.</summary>
public sealed record Refusal(TrialStatus Status, string Reason)
{
    public static Refusal Unsupported(string reason) => new(TrialStatus.Unsupported, reason);

    /// <param name="reason">Contains the arithmetic if the reason is a size.</param>
    public static Refusal Skipped(string reason) => new(TrialStatus.Skipped, reason);
}

/// <summary>A refusal that is found only while the trial is prepared or run.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Reason)
{
    public Refusal Refusal { get; } = refusal;
}
