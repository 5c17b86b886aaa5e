using GpuBench.Publications.Projecting.Model;
using GpuBench.Publications.Projecting.Validating;

namespace GpuBench.Reports.Figures;

/// <summary>The JSON output of <c>figures validate</c>.</summary>
/// <param name="Differences">What differs from the stored files, in sentences.</param>
public sealed record ValidationDocument(
    int SchemaVersion, IReadOnlyList<ValidationRow> Rows, IReadOnlyList<ShownPrediction> Shown, IReadOnlyList<LawEntry> Laws,
    IReadOnlyList<string> Differences)
{
    public static ValidationDocument Of(
        ValidationTable table, ProjectionModel model, IReadOnlyList<LeftOut> shown, IReadOnlyList<string> differences) => new(
            1, table.Rows, [.. shown.Select(ShownPrediction.Of)],
            [.. model.Laws.Select(law => new LawEntry(law.Law, law.Figures, law.Coefficients, law.NotUsed))], differences);
}

/// <summary>A figure that was predicted without its accelerator.</summary>
/// <param name="HalfWidth">Of the 90 % interval, as a factor.</param>
/// <param name="Source">Slug of the publication.</param>
public sealed record ShownPrediction(
    string Figure, string Class, string Product, string Source, double PublishedSeconds, double PredictedSeconds, double HalfWidth,
    bool IsCovered)
{
    internal static ShownPrediction Of(LeftOut prediction) => new(
        prediction.Example.Id, prediction.Example.Task.Class, $"{prediction.Example.Product.Product}", prediction.Example.Publication,
        Math.Exp(prediction.Example.LogSeconds), Math.Exp(prediction.Centre), Math.Exp(prediction.HalfWidth), prediction.IsCovered);
}

/// <summary>A law with what it learnt.</summary>
/// <param name="NotUsed">Number of figures of its kind that it cannot use, by reason.</param>
public sealed record LawEntry(
    string Law, int Figures, IReadOnlyList<CoefficientModel> Coefficients, IReadOnlyDictionary<string, int> NotUsed);
