using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>Whether operands are dense, or have the 2:4 pattern that matrix units can skip.</summary>
[JsonConverter(typeof(EnumWordConverter<Sparsity>))]
public enum Sparsity
{
    [JsonStringEnumMemberName("dense")]
    Dense,

    [JsonStringEnumMemberName("2:4")]
    TwoOfFour,
}
