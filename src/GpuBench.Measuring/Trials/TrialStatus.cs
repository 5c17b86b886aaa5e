using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>What became of a trial.</summary>
[JsonConverter(typeof(EnumWordConverter<TrialStatus>))]
public enum TrialStatus
{
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>The device or engine cannot do it.</summary>
    [JsonStringEnumMemberName("unsupported")]
    Unsupported,

    /// <summary>It could, but was not run: too large, or no time left.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,

    /// <summary>It ran and broke, or its numbers were wrong.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>It has a value that contradicts itself, or lies above what the device can do.</summary>
    [JsonStringEnumMemberName("suspect")]
    Suspect,
}

/// <summary>Why a trial has no value: <see cref="TrialStatus.Unsupported"/> or <see cref="TrialStatus.Skipped"/>.</summary>
public sealed record Refusal(TrialStatus Status, string Reason)
{
    public static Refusal Unsupported(string reason) => new(TrialStatus.Unsupported, reason);

    /// <param name="reason">With the arithmetic, where it is about size.</param>
    public static Refusal Skipped(string reason) => new(TrialStatus.Skipped, reason);
}

/// <summary>An engine found only while preparing that the trial cannot be run here.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Reason)
{
    public Refusal Refusal { get; } = refusal;
}
