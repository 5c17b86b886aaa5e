using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Publications.Coverage;

/// <summary>How many rows of a run have a ratio to a published figure, by class and accelerator.</summary>
/// <param name="Targets">The variants that rows are compared with.</param>
/// <param name="Unclassed">Rows that belong to no class and are not counted.</param>
public sealed record SuiteCoverage(
    IReadOnlyList<VariantId> Targets, IReadOnlyList<ClassCoverage> Classes, IReadOnlyList<UnclassedRows> Unclassed)
{
    /// <summary>Rows of all classes.</summary>
    public int Rows => Classes.Sum(one => one.Rows);

    /// <summary>Rows that reach at least one of <see cref="Targets"/>.</summary>
    public int Any => Classes.Sum(one => one.Any);

    /// <param name="document">Rows without a value are left out.</param>
    public static SuiteCoverage Of(ResultDocument document, ResultNormalizer normalizer)
    {
        var judged = normalizer.Judge(document);
        var run = normalizer.SidesOf(judged);
        var rows = judged.Rows.Where(row => row is { Status: TrialStatus.Ok, Median: not null }).ToList();
        var classes = CoverageClasses.Of(rows);
        var judge = new ClassJudge(normalizer.Normalizer, normalizer.Against);
        return new(
            normalizer.Against,
            [.. classes.Select(one => judge.Judge(one, [.. rows.Where(one.Contains).Select(run.Row)]))],
            [
                .. from row in rows
                   where !classes.Any(one => one.Contains(row))
                   group row by row.Workload into same
                   select new UnclassedRows(same.Key, same.Count(), WorkloadDefinitions.Find(same.Key)?.UnpublishedReason ?? ""),
            ]);
    }
}

/// <summary>The rows of one class.</summary>
/// <param name="Any">Rows that reach at least one target.</param>
/// <param name="Against">One entry for each target, in the order of the targets.</param>
public sealed record ClassCoverage(CoverageClass Class, int Rows, int Any, IReadOnlyList<TargetCoverage> Against);

/// <summary>The rows of one class against one target.</summary>
/// <param name="Reached">Rows whose ratio is like, convertible, or a lower bound by a measured figure.</param>
/// <param name="Weaker">
/// Rows whose ratio is a range, has a known difference, or is an upper bound. Bounds from nominal peaks and scaled figures are in neither.
/// </param>
/// <param name="Elsewhere">Further rows that reach a figure of another variant of the accelerator.</param>
/// <param name="Missing">What is missing; null if a row is reached.</param>
public sealed record TargetCoverage(VariantId Target, int Reached, int Weaker, int Elsewhere, MissingFigure? Missing);

/// <summary>Why no row of a class reaches a target.</summary>
/// <param name="Figures">Published figures of the class, of any variant of the accelerator.</param>
/// <param name="Usable">
/// A ratio of a row that does not count: a weaker one, or one with a figure of another variant; null if there is none.
/// </param>
/// <param name="Nearest">The pair that fails in the fewest conditions; null if nothing of the quantity is published.</param>
/// <param name="NoCounterpart">Why rows of the class are compared with no figure; null if they are compared.</param>
public sealed record MissingFigure(int Figures, Comparison? Usable, MissedPair? Nearest, string? NoCounterpart);

/// <summary>Rows of a workload that belong to no class.</summary>
/// <param name="Reason">Why no figure answers their question.</param>
public sealed record UnclassedRows(string Workload, int Rows, string Reason);
