using GpuBench.Publications.Projecting.Laws;
using GpuBench.Publications.Projecting.Model;
using GpuBench.Publications.Projecting.Validating;

namespace GpuBench.Tests.Fakes;

/// <summary>Laws that learnt nothing: their coefficients are what is assumed without figures. They do not change with results/.</summary>
internal static class ImaginaryLaws
{
    public static ProjectionModel Model { get; } = new() { SchemaVersion = 1, Laws = [.. ProjectionLaws.All.Select(Of)] };

    /// <summary>One class is validated, the others are not.</summary>
    public static ValidationTable Validation { get; } = new()
    {
        SchemaVersion = 1,
        Rows =
        [
            new()
            {
                Class = "gemm", Question = Question.Accelerator, Figures = 289, Folds = 12, MedianError = 0.17, Error90 = 0.43,
                WorstError = 1.2, WorstFigure = "worst", Coverage = 0.93, CoverageLow = 0.9, CoverageHigh = 0.95, HalfWidth = 1.4,
                BaselineMedianError = 0.3, BaselineError90 = 0.9, Widening = 1, Given = 289, GivenCoverage = 0.94,
            },
        ],
    };

    private static LawModel Of(ProjectionLaw law) => new()
    {
        Law = law.Name,
        Figures = 40,
        Coefficients =
        [
            .. law.Coefficients.Select(one =>
                new CoefficientModel(one.Name, one.Meaning, one.IsLogarithm ? Math.Exp(one.Prior) : one.Prior, 40, [], [])),
        ],
        Effects = [.. law.Effects.Select(name => new EffectModel(name, 0.01, GroupsOf(law, name)))],
        ResidualVariance = 0.01,
        Widths = [.. Enum.GetValues<Question>().Select(question => new IntervalWidth(question, 2))],
        Ranges = law.Name == "gemm"
            ? [new("gemm", [new("FLOP", 1e10, 1e14), new("M", 4096, 8192), new("N", 4096, 8192), new("K", 4096, 8192)])]
            : [],
        BestShares = law.Name == "gemm" ? [new("h20-96gb-hbm3", "gemm", "16 bit", 0.7, "best-figure")] : [],
        Families = ["hopper"],
        NotUsed = new Dictionary<string, int>(),
    };

    /// <summary>A kernel of attention needs figures.</summary>
    private static IReadOnlyList<GroupModel> GroupsOf(ProjectionLaw law, string effect) =>
        law.Name == "attention" && effect.Contains("kernel", StringComparison.Ordinal)
            ? [new("h100-sxm5-80gb, flash-attention-3", 0, 0.01, 10, 2)]
            : [];
}
