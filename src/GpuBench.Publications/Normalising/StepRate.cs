using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising;

/// <summary>
/// The time of a decoding step as the rate of tokens that it generates, so that sources that print the one meet those that print the other.
/// </summary>
internal static class StepRate
{
    private static readonly FigureQuantity Decode = Quantities.Get(Quantities.Decode);
    private static readonly string TokensPerSecond = PrintedUnit.Find("tok/s")!.Si;

    /// <returns>The observation itself if it is another quantity, or its batch is not stated.</returns>
    public static Observation Of(Observation figure)
    {
        if (figure.Kind != TaskFields.LanguageModel || figure.Quantity.Name != Quantities.StepTime
            || figure.Word("phase") != "decode" || figure.Number("batch") is not { } batch || figure.Word("per") is not null)
            return figure;
        return figure with
        {
            Quantity = Decode,
            Value = batch / figure.Value,
            Interval = new(batch / figure.Interval.High, batch / figure.Interval.Low),
            SiUnit = TokensPerSecond,
            Task = new Dictionary<string, string>(figure.Task) { [TaskFields.Tokens] = "output" },
        };
    }
}
