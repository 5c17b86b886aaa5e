using System.Text.Json.Serialization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Publications.Normalising;

/// <summary>Whether two numbers may be divided, and how the quotient must be read.</summary>
[JsonConverter(typeof(EnumWordConverter<Verdict>))]
public enum Verdict
{
    /// <summary>Nothing known differs.</summary>
    [JsonStringEnumMemberName("like")]
    Like,

    /// <summary>A known difference was taken away first.</summary>
    [JsonStringEnumMemberName("convertible")]
    Convertible,

    /// <summary>A lower or an upper bound.</summary>
    [JsonStringEnumMemberName("bound")]
    Bound,

    /// <summary>One side was carried over from another variant by a model.</summary>
    [JsonStringEnumMemberName("scaled")]
    Scaled,

    /// <summary>Not divided.</summary>
    [JsonStringEnumMemberName("incomparable")]
    Incomparable,
}
