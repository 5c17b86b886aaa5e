using GpuBench.Publications.Checking;

namespace GpuBench.Tests.Publications.Checking;

internal static class Checks
{
    public static IReadOnlyList<CheckFinding> Run<TCheck>(EditedFiles files)
        where TCheck : IFigureCheck => FigureChecks.All.OfType<TCheck>().Single().Run(new(files)).Findings;
}
