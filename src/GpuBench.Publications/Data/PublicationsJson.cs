using System.Text.Json.Serialization;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Data;

/// <summary>JSON format of the data of results/. An unknown field is an error.</summary>
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
[JsonSerializable(typeof(Audit))]
[JsonSerializable(typeof(DisagreementList))]
[JsonSerializable(typeof(HeadlineTable))]
public sealed partial class PublicationsJson : JsonSerializerContext;
