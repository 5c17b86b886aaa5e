using System.Text.Json.Serialization;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Data;

/// <summary>How the data of results/ are written. A misspelt field is an error, not a field ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Publication))]
[JsonSerializable(typeof(PublishedFigure))]
[JsonSerializable(typeof(Accelerator))]
[JsonSerializable(typeof(ExportRule))]
[JsonSerializable(typeof(Claim))]
[JsonSerializable(typeof(DisagreementList))]
[JsonSerializable(typeof(HeadlineTable))]
public sealed partial class PublicationsJson : JsonSerializerContext;
