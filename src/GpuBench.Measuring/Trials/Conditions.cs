using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>How a trial is timed. Part of its key, because a warm and a cold result are different results.</summary>
public readonly record struct Conditions(CachePolicy Cache, Regime Regime, LaunchMode Launch)
{
    /// <summary>The three conditions as axes of the command line. The enums have more words, which only published figures use.</summary>
    public static IReadOnlyList<Axis> Axes { get; } =
    [
        Axis.OfWords(
            "cache", "warm: each launch uses the same buffers; cold-rotate: launches rotate over buffers larger than the cache",
            CachePolicy.Warm.Text(), CachePolicy.ColdRotate.Text()),
        Axis.OfWords(
            "regime", "burst: after at most half a second of warm-up; sustained: after four seconds of load",
            Regime.Burst.Text(), Regime.Sustained.Text()),
        Axis.OfWords(
            "launch", "batch: launches back to back, then one wait; single: a wait after each; script: as published scripts time",
            LaunchMode.Batch.Text(), LaunchMode.Single.Text(), LaunchMode.Script.Text()),
    ];

    /// <exception cref="UserError">Exit code 2: this program cannot measure under this condition.</exception>
    public static CachePolicy ParseCache(string word) => Parse<CachePolicy>(Axes[0], word);

    /// <exception cref="UserError">Exit code 2: this program cannot measure under this condition.</exception>
    public static Regime ParseRegime(string word) => Parse<Regime>(Axes[1], word);

    /// <exception cref="UserError">Exit code 2: this program cannot measure under this condition.</exception>
    public static LaunchMode ParseLaunch(string word) => Parse<LaunchMode>(Axes[2], word);

    private static T Parse<T>(Axis axis, string word) where T : struct, Enum =>
        EnumText.TryParse<T>(word, out var value) && axis.Words!.Contains(value.Text())
            ? value
            : throw UserError.Usage($"--axis {axis.Name}={word}: use one of {string.Join(", ", axis.Words!)}");

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

    /// <summary>A recorded graph of launches. The results schema has this word, but this program never measures so.</summary>
    [JsonStringEnumMemberName("graph")]
    Graph,

    /// <summary>
    /// As in short published scripts: ten launches to warm up, then thirty between two marks; their mean is the only sample of the round.
    /// Neither count grows where the device has not settled, which is what distinguishes such figures.
    /// </summary>
    [JsonStringEnumMemberName("script")]
    Script,
}
