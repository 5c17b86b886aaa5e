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

    public static IReadOnlyList<CheckResult> Run(CheckedData data) => [.. All.Select(check => check.Run(data))];
}
