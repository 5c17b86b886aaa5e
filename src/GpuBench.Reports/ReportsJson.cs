using System.Text.Json.Serialization;

namespace GpuBench.Reports;

/// <summary>How reports that are no results documents are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<Finding>))]
[JsonSerializable(typeof(Comparing.ComparisonDocument))]
[JsonSerializable(typeof(Figures.FigureCheckDocument))]
[JsonSerializable(typeof(Figures.FigureListDocument))]
[JsonSerializable(typeof(Figures.FigureDetail))]
[JsonSerializable(typeof(Figures.FigurePairsDocument))]
[JsonSerializable(typeof(Figures.HeadlineDocument))]
[JsonSerializable(typeof(Figures.PublishedComparisonDocument))]
public sealed partial class ReportsJson : JsonSerializerContext;
