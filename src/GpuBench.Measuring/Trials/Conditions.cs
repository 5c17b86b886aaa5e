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
