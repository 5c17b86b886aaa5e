using System.Text.Json.Serialization;
using GpuBench.Measuring;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Coverage;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Reports.Figures;

/// <summary>The JSON output of <c>figures coverage</c>.</summary>
/// <param name="Assumptions">What the device is assumed to be.</param>
/// <param name="Targets">The variants that rows are compared with.</param>
/// <param name="Rows">Rows of all classes.</param>
/// <param name="ReachedAny">Rows that reach at least one target.</param>
/// <param name="ClassesWithRows">Classes of which the suite has a row.</param>
public sealed record CoverageDocument(
    int SchemaVersion, string Suite, IReadOnlyList<string> Assumptions, IReadOnlyList<CoverageTargetEntry> Targets, int Rows,
    int ReachedAny, int ClassesWithRows, IReadOnlyList<CoverageClassEntry> Classes, IReadOnlyList<UnclassedRows> NotCounted)
{
    public static CoverageDocument Of(SuiteCoverage coverage, string suite, IReadOnlyList<string> assumptions, AcceleratorNames names) =>
        new(
            1, suite, assumptions,
            [.. coverage.Targets.Select((target, index) => CoverageTargetEntry.Of(coverage, target, index, names))],
            coverage.Rows, coverage.Any, coverage.Classes.Count(one => one.Rows > 0),
            [.. coverage.Classes.Select(CoverageClassEntry.Of)], coverage.Unclassed);
}

/// <summary>All classes against one target.</summary>
/// <param name="Name">As in the titles of columns.</param>
/// <param name="ReachedClasses">Classes with at least one row that reaches the target.</param>
/// <param name="Elsewhere">Further rows that reach a figure of another variant of the accelerator.</param>
public sealed record CoverageTargetEntry(
    string Accelerator, string Variant, string Name, int Reached, int Weaker, int Elsewhere, int ReachedClasses)
{
    internal static CoverageTargetEntry Of(SuiteCoverage coverage, VariantId target, int index, AcceleratorNames names)
    {
        var all = coverage.Classes.Select(one => one.Against[index]).ToList();
        return new(
            target.Accelerator, target.Variant, names.Short(target), all.Sum(one => one.Reached), all.Sum(one => one.Weaker),
            all.Sum(one => one.Elsewhere), all.Count(one => one.Reached > 0));
    }
}

/// <param name="ReachedAny">Rows that reach at least one target.</param>
public sealed record CoverageClassEntry(
    [property: JsonPropertyName("class")] string Name, int Rows, int ReachedAny, IReadOnlyList<CoverageCellEntry> Against)
{
    internal static CoverageClassEntry Of(ClassCoverage one) =>
        new(one.Class.Name, one.Rows, one.Any, [.. one.Against.Select(target => CoverageCellEntry.Of(one, target))]);
}

/// <summary>One class against one target.</summary>
/// <param name="Elsewhere">Further rows that reach a figure of another variant of the accelerator.</param>
/// <param name="Missing">What is missing; null if a row is reached.</param>
/// <param name="Nearest">Id of the nearest figure; null if there is none, or a row is reached.</param>
public sealed record CoverageCellEntry(string Accelerator, int Reached, int Weaker, int Elsewhere, string? Missing, string? Nearest)
{
    internal static CoverageCellEntry Of(ClassCoverage one, TargetCoverage target) => new(
        target.Target.Accelerator, target.Reached, target.Weaker, target.Elsewhere,
        target.Missing is { } missing ? CoverageText.Missing(one, target, missing) : null,
        target.Missing?.Usable?.Denominator.Id ?? target.Missing?.Nearest?.Pair.Denominator.Id);
}

/// <summary>Why a class does not reach a target, in words.</summary>
internal static class CoverageText
{
    /// <returns>E.g. <c>the data have no figure of it; the nearest is ID (differs: t 1 ÷ 4096)</c>.</returns>
    public static string Missing(ClassCoverage one, TargetCoverage target, MissingFigure missing)
    {
        var published = missing.Figures switch
        {
            0 => "the data have no figure of it",
            1 => "the data have 1 figure of it",
            var count => FormattableString.Invariant($"the data have {count} figures of it"),
        };
        return one.Rows == 0 ? $"{published}, but the suite has no row of it"
            : missing.Usable is { } usable ? Usable(usable, target)
            : missing.NoCounterpart is { } reason ? $"{published}; its rows are not compared: {reason}"
            : missing.Nearest is { } nearest
                ? $"{published}{(missing.Figures > 0 ? ", none fits" : "")}; the nearest is {nearest.Pair.Denominator.Id} "
                    + $"({MissText.Of(nearest)})"
            : published;
    }

    private static string Usable(Comparison pair, TargetCoverage target) => pair.Denominator.Variant == target.Target
        ? $"only {pair.Verdict.Text()}: {pair.Denominator.Id} ({pair.Why})"
        : $"only of {pair.Denominator.Variant}: {pair.Denominator.Id} ({pair.Verdict.Text()})";
}
