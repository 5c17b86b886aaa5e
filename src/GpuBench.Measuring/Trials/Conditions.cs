using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>How a trial is timed. Part of its key: a warm and a cold figure are two figures.</summary>
public readonly record struct Conditions(CachePolicy Cache, Regime Regime, LaunchMode Launch)
{
    /// <summary>Names of the three on the command line, as axes beside those of the workload.</summary>
    public static IReadOnlyList<string> AxisNames { get; } = ["cache", "regime", "launch"];

    /// <exception cref="UserError">Exit code 2: not one that can be measured.</exception>
    public static CachePolicy ParseCache(string word) => Parse("cache", word, CachePolicy.Warm, CachePolicy.ColdRotate);

    /// <exception cref="UserError">Exit code 2: not one that can be measured.</exception>
    public static Regime ParseRegime(string word) => Parse("regime", word, Regime.Burst, Regime.Sustained);

    /// <exception cref="UserError">Exit code 2: not one that can be measured.</exception>
    public static LaunchMode ParseLaunch(string word) => Parse("launch", word, LaunchMode.Batch, LaunchMode.Single, LaunchMode.Script);

    /// <summary>The enums have more words, for other people's figures: those are no choice here.</summary>
    private static T Parse<T>(string axis, string word, params T[] measurable) where T : struct, Enum =>
        EnumText.TryParse<T>(word, out var value) && measurable.Contains(value)
            ? value
            : throw UserError.Usage($"--axis {axis}={word}: use one of {string.Join(", ", measurable.Select(choice => choice.Text()))}");

    public override string ToString() => $"{Cache.Text()},{Regime.Text()},{Launch.Text()}";
}

/// <summary>The state of the last-level cache at the start of each launch.</summary>
[JsonConverter(typeof(EnumWordConverter<CachePolicy>))]
public enum CachePolicy
{
    /// <summary>Launches go round buffers that together exceed the cache several times.</summary>
    [JsonStringEnumMemberName("cold-rotate")]
    ColdRotate,

    /// <summary>The cache is overwritten between launches: a word of published figures, not of rows that this program measures.</summary>
    [JsonStringEnumMemberName("cold-flush")]
    ColdFlush,

    /// <summary>The same buffers every time.</summary>
    [JsonStringEnumMemberName("warm")]
    Warm,

    [JsonStringEnumMemberName("unknown")]
    Unknown,
}

/// <summary>How long the device had been working when it was timed.</summary>
[JsonConverter(typeof(EnumWordConverter<Regime>))]
public enum Regime
{
    /// <summary>A short window, before power and temperature limits are reached.</summary>
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

    /// <summary>A recorded graph of launches: a word of the results schema, never of a row that this program measures.</summary>
    [JsonStringEnumMemberName("graph")]
    Graph,

    /// <summary>
    /// As short published scripts time: ten launches to warm up, then thirty between two marks, whose mean is the round's one
    /// sample. Neither lasts longer where the device has not settled; that is what sets such figures apart.
    /// </summary>
    [JsonStringEnumMemberName("script")]
    Script,
}
