using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising;

/// <summary>
/// The time of a decoding step, or of reading the prompts, as the rate of its tokens, so that sources that print the one meet those that
/// print the other.
/// </summary>
internal static class TokenRate
{
    /// <returns>The observation itself if it is another quantity, or its batch or lengths are not stated.</returns>
    public static Observation Of(Observation figure)
    {
        if (figure.Kind != TaskFields.LanguageModel || figure.Number("batch") is not { } batch || figure.Word("per") is not null)
            return figure;
        return (figure.Quantity.Name, figure.Word("phase")) switch
        {
            (Quantities.StepTime, "decode") => Rate(figure, Quantities.Decode, batch, "output"),
            (Quantities.FirstTokenTime, "prefill") when figure.Number("inputTokens") is { } prompt && ReadsOnly(figure) =>
                Rate(figure, Quantities.Prefill, batch * prompt, "input", "outputTokens", "contextTokens"),
            _ => figure,
        };
    }

    private static bool ReadsOnly(Observation figure) => figure.Word("outputTokens") is null or "1";

    /// <param name="tokens">Tokens of the printed time.</param>
    /// <param name="dropped">Fields that tasks of the rate do not have.</param>
    private static Observation Rate(Observation figure, string quantity, double tokens, string counted, params string[] dropped)
    {
        var task = figure.Task.Where(field => !dropped.Contains(field.Key)).ToDictionary();
        task[TaskFields.Tokens] = counted;
        return figure with
        {
            Quantity = Quantities.Get(quantity),
            Value = tokens / figure.Value,
            Interval = new(tokens / figure.Interval.High, tokens / figure.Interval.Low),
            SiUnit = TaskFields.TokensPerSecond,
            Task = task,
        };
    }
}
