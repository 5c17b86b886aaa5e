using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising;

/// <summary>
/// One quantity for what sources print in several: the time of a decoding step, of reading the prompts, or of a batch of requests, as the
/// rate of its tokens; a whole request whose prompt takes next to no time as decoding.
/// </summary>
internal static class TokenRate
{
    /// <summary>Reading such a prompt takes about one step of a hundred or more: less than 1 % of the request.</summary>
    private const double ShortPrompt = 8;

    private const double ManySteps = 100;

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
            (Quantities.RequestTime, "generate") when figure.Number("outputTokens") is { } generated =>
                Rate(figure, Quantities.Offline, batch * generated, "output"),
            (Quantities.Offline, "generate")
                when figure.Number("inputTokens") <= ShortPrompt && figure.Number("outputTokens") >= ManySteps => figure with
                {
                    Quantity = Quantities.Get(Quantities.Decode),
                    Task = new Dictionary<string, string>(figure.Task) { ["phase"] = "decode" },
                },
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
