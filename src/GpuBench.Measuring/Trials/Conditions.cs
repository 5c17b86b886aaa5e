using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>How a trial is timed. Part of its key, because a warm and a cold result are different results.</summary>
public readonly record struct Conditions(CachePolicy Cache, Regime Regime, LaunchMode Launch)
{
    public override string ToString() => $"{Cache.Text()},{Regime.Text()},{Launch.Text()}";
}

/// <summary>The state of the last-level cache at the start of each launch.</summary>
[JsonConverter(typeof(EnumWordConverter<CachePolicy>))]
public enum CachePolicy
{
    /// <summary>Launches rotate through sets of buffers that together exceed the cache several times.</summary>
    [JsonStringEnumMemberName("cold-rotate")]
    ColdRotate,

    /// <summary>The cache is overwritten between launches. Only published figures have this word.</summary>
    [JsonStringEnumMemberName("cold-flush")]
    ColdFlush,

    /// <summary>All launches use the same buffers.</summary>
    [JsonStringEnumMemberName("warm")]
    Warm,

    [JsonStringEnumMemberName("unknown")]
    Unknown,
}

/// <summary>How long the device was under load before it was timed.</summary>
[JsonConverter(typeof(EnumWordConverter<Regime>))]
public enum Regime
{
    /// <summary>A short window, before limits of power and temperature act.</summary>
    [JsonStringEnumMemberName("burst")]
    Burst,

    /// <summary>After seconds of the same load.</summary>
    [JsonStringEnumMemberName("sustained")]
    Sustained,

    [JsonStringEnumMemberName("unknown")]
    Unknown,
}

/// <summary>How the launches of one sample are issued.</summary>
[JsonConverter(typeof(EnumWordConverter<LaunchMode>))]
public enum LaunchMode
{
    /// <summary>One launch, then the host waits.</summary>
    [JsonStringEnumMemberName("single")]
    Single,

    /// <summary>Launches back to back, one wait at the end.</summary>
    [JsonStringEnumMemberName("batch")]
    Batch,

    /// <summary>The launch's kernels are recorded once, and replayed with one call; then the host waits.</summary>
    [JsonStringEnumMemberName("graph")]
    Graph,

    /// <summary>
    /// As in short published scripts: ten launches to warm up, then thirty between two marks; their mean is the only sample of the round.
    /// Neither count grows if the device has not settled, which is what distinguishes such figures.
    /// </summary>
    [JsonStringEnumMemberName("script")]
    Script,
}
