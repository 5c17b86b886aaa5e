using System.Text.Json.Serialization;

namespace GpuBench.Publications.Checking;

/// <summary>All checks of the published data.</summary>
public static class FigureChecks
{
    public static IReadOnlyList<IFigureCheck> All { get; } =
    [
        new FileSchemaCheck(),
        new FigureSchemaCheck(),
        new NamesCheck(),
        new PlaceCheck(),
        new UnitCheck(),
        new WorkloadCheck(),
        new InputsCheck(),
        new HeadlineCheck(),
        new TotalProcessingPerformanceCheck(),
        new PerformanceDensityCheck(),
        new SparsePeakCheck(),
        new AgreementCheck(),
        new PeakCheck(),
        new DisagreementCheck(),
        new AuditDrawCheck(),
        new AuditCheck(),
    ];

    public static IReadOnlyList<FigureCheckResult> Run(CheckedData data) => [.. All.Select(check => check.Run(data))];
}

/// <summary>A property that the published data must have.</summary>
public interface IFigureCheck
{
    /// <summary>The property, as a statement that holds if nothing is found.</summary>
    string Name { get; }

    FigureCheckResult Run(CheckedData data);
}

/// <summary>The result of one check.</summary>
/// <param name="Subjects">What was checked, in the plural.</param>
/// <param name="Count">How many of them. If 0, nothing was checked.</param>
public sealed record FigureCheckResult(string Name, string Subjects, int Count, IReadOnlyList<CheckFinding> Findings)
{
    public static FigureCheckResult Of<T>(
        string name, string subjects, IEnumerable<T> items, Func<T, IEnumerable<CheckFinding>> look)
    {
        var list = items.ToList();
        return new(name, subjects, list.Count, [.. list.SelectMany(look)]);
    }
}

/// <summary>An error or contradiction in the data.</summary>
/// <param name="File">Relative to the results folder, e.g. <c>published/flagperf.json</c>.</param>
/// <param name="Figure">Id of the figure; null if the finding is about the whole file.</param>
/// <param name="Remedy">The remedy.</param>
public sealed record CheckFinding(string File, string? Figure, string What, [property: JsonPropertyName("cure")] string Remedy);
