namespace GpuBench.Measuring.Trials;

/// <summary>How a trial is timed. Part of its key: a warm and a cold figure are two figures.</summary>
public readonly record struct Conditions(CachePolicy Cache, Regime Regime, LaunchMode Launch)
{
    /// <summary>Names of the three on the command line, as axes beside those of the workload.</summary>
    public static IReadOnlyList<string> AxisNames { get; } = ["cache", "regime", "launch"];

    public override string ToString() => $"{Cache.Text()},{Regime.Text()},{Launch.Text()}";
}
