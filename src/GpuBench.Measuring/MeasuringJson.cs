using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Running;

namespace GpuBench.Measuring;

/// <summary>
/// How everything in this assembly is written as JSON: camelCase, enums as their words, compact lines; null only where a type allows it.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(WorkerOrder))]
[JsonSerializable(typeof(ResultDocument))]
[JsonSerializable(typeof(ResultRow))]
[JsonSerializable(typeof(DeviceOpened))]
[JsonSerializable(typeof(MissingBackend))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(Inventory))]
[JsonSerializable(typeof(Planning.RunPlan))]
public sealed partial class MeasuringJson : JsonSerializerContext;
