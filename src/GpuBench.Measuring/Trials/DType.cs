using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>Element types, by their usual names.</summary>
[JsonConverter(typeof(EnumWordConverter<DType>))]
public enum DType
{
    [JsonStringEnumMemberName("fp64")]
    Fp64,

    [JsonStringEnumMemberName("fp32")]
    Fp32,

    [JsonStringEnumMemberName("tf32")]
    Tf32,

    [JsonStringEnumMemberName("fp16")]
    Fp16,

    [JsonStringEnumMemberName("bf16")]
    Bf16,

    [JsonStringEnumMemberName("fp8-e4m3")]
    Fp8E4M3,

    [JsonStringEnumMemberName("fp8-e5m2")]
    Fp8E5M2,

    [JsonStringEnumMemberName("int8")]
    Int8,

    [JsonStringEnumMemberName("int32")]
    Int32,
}
