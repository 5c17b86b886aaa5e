using System.Text.Json.Serialization;

namespace GpuBench.Reports;

/// <summary>How reports that are no results documents are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<Finding>))]
[JsonSerializable(typeof(IReadOnlyList<Comparing.RunComparison>))]
[JsonSerializable(typeof(Figures.FigureCheckDocument))]
public sealed partial class ReportsJson : JsonSerializerContext;
