using System.Text.Json.Serialization;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications;

/// <summary>How the data of results/ are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Publication))]
internal sealed partial class PublicationsJson : JsonSerializerContext;
