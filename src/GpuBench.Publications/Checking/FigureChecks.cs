namespace GpuBench.Publications.Checking;

/// <summary>Everything that the published data are checked for.</summary>
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
    ];

    public static IReadOnlyList<FigureCheckResult> Run(CheckedData data) => [.. All.Select(check => check.Run(data))];
}

/// <summary>One property that the published data must have.</summary>
public interface IFigureCheck
{
    /// <summary>What holds where nothing is found.</summary>
    string Name { get; }

    FigureCheckResult Run(CheckedData data);
}

/// <summary>What one check saw.</summary>
/// <param name="Subjects">What it looked at, in the plural.</param>
/// <param name="Count">How many of them; none means that the check checked nothing.</param>
public sealed record FigureCheckResult(string Name, string Subjects, int Count, IReadOnlyList<CheckFinding> Findings)
{
    public static FigureCheckResult Of<T>(
        string name, string subjects, IEnumerable<T> items, Func<T, IEnumerable<CheckFinding>> look)
    {
        var list = items.ToList();
        return new(name, subjects, list.Count, [.. list.SelectMany(look)]);
    }
}

/// <summary>Something in the data that contradicts itself, or that nobody could use as it stands.</summary>
/// <param name="File">Below the results folder, e.g. <c>published/flagperf.json</c>.</param>
/// <param name="Figure">Its id; null where the whole file is meant.</param>
/// <param name="Cure">What to do about it.</param>
public sealed record CheckFinding(string File, string? Figure, string What, string Cure);
