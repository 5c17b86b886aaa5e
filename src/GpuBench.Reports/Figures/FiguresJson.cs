using System.Text.Json.Serialization;

namespace GpuBench.Reports.Figures;

/// <summary>JSON format of reports on published figures.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AcceleratorsDocument))]
[JsonSerializable(typeof(CoverageDocument))]
[JsonSerializable(typeof(AuditDrawDocument))]
[JsonSerializable(typeof(AuditSummaryDocument))]
[JsonSerializable(typeof(FigureCheckDocument))]
[JsonSerializable(typeof(FigureListDocument))]
[JsonSerializable(typeof(FigureDetail))]
[JsonSerializable(typeof(FigurePairsDocument))]
[JsonSerializable(typeof(FigureTasksDocument))]
[JsonSerializable(typeof(HeadlineDocument))]
[JsonSerializable(typeof(PublishedComparisonDocument))]
[JsonSerializable(typeof(SourcesDocument))]
[JsonSerializable(typeof(ValidationDocument))]
public sealed partial class FiguresJson : JsonSerializerContext;
