using System.Text.Json.Serialization;
using GpuBench.Measuring;
using GpuBench.Publications.Projecting.Fitting;

namespace GpuBench.Publications.Projecting.Validating;

/// <summary>What a projection is asked for that the figures do not have. Each is validated by leaving that out.</summary>
[JsonConverter(typeof(EnumWordConverter<Question>))]
public enum Question
{
    /// <summary>Another size, on a product and from a publication that have figures.</summary>
    [JsonStringEnumMemberName("size")]
    Size,

    /// <summary>Another program or publication, on a product that has figures of others.</summary>
    [JsonStringEnumMemberName("publication")]
    Publication,

    /// <summary>A product without figures, from its nominal peaks alone. A product and its export version are left out together.</summary>
    [JsonStringEnumMemberName("accelerator")]
    Accelerator,

    /// <summary>A product of a family without figures.</summary>
    [JsonStringEnumMemberName("family")]
    Family,
}

internal static class Questions
{
    public static IReadOnlyList<Question> All { get; } = Enum.GetValues<Question>();

    /// <summary>What is left out together with a figure.</summary>
    public static string FoldOf(Question question, Example example) => question switch
    {
        Question.Size => example.Task.Size,
        Question.Publication => example.Publication,
        Question.Accelerator => example.Product.Silicon,
        _ => example.Product.Family,
    };
}
