using System.Globalization;

namespace GpuBench.Publications.Normalising.Rules;

/// <summary>
/// The tokens that a rate of a language model counts: generated tokens, prompt tokens, or both together. A rate of both is converted to
/// one of generated tokens by the lengths, because both take the same time.
/// </summary>
public sealed class TokensRule : IComparisonRule
{
    private const string Output = "output";
    private const string Total = "total";

    public string Name => TaskFields.Tokens;

    public int Specificity => 12;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (numerator.Kind != TaskFields.LanguageModel)
            return null;
        var (mine, theirs) = (numerator.Word(TaskFields.Tokens), denominator.Word(TaskFields.Tokens));
        var isRate = numerator.SiUnit == TaskFields.TokensPerSecond;
        if (mine is null && theirs is null)
            return isRate ? Ruling.Unknown(TaskFields.Tokens) : null;
        if (mine == theirs && (mine != Total || !isRate || Lengths(numerator) == Lengths(denominator)))
            return null;
        return isRate && OutputShare(numerator) is { } myShare && OutputShare(denominator) is { } theirShare
            ? Ruling.Convert($"tokens: {mine} against {theirs}, converted to output tokens", myShare / theirShare)
            : Ruling.Refuse($"tokens: {mine ?? TaskFields.Unstated} against {theirs ?? TaskFields.Unstated}");
    }

    private static double? OutputShare(Observation side) =>
        side.Word(TaskFields.Tokens) == Output ? 1
        : side.Word(TaskFields.Tokens) == Total && Lengths(side) is (double prompt, double generated) ? generated / (prompt + generated)
        : null;

    private static (double? Prompt, double? Generated) Lengths(Observation side) =>
        (side.Number("inputTokens"), side.Number("outputTokens"));
}

/// <summary>
/// Decoding steps of one sequence behind contexts of different lengths. A step reads all weights and the sequence's cache, so it depends
/// little on a context whose cache is small beside the weights.
/// </summary>
public sealed class ContextRule : IComparisonRule
{
    /// <summary>
    /// Up to this mean length the cache of models with published figures has at most a tenth of the bytes of the weights: at 1025 tokens
    /// 118 MB of 1.19 GB in Qwen3-0.6B, 0.54 GB of 13.5 GB in Llama-2-7B.
    /// </summary>
    private const double MaxContext = 1025;

    private const double CacheShare = 0.1;

    public string Name => "context";

    public int Specificity => 7;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (!Serves(numerator, denominator) || TaskFields.Lengths.All(field => numerator.Word(field) == denominator.Word(field)))
            return null;
        var (mine, theirs) = (MeanContext(numerator)!.Value, MeanContext(denominator)!.Value);
        var why = string.Create(CultureInfo.InvariantCulture, $"mean context: {mine:0.#} against {theirs:0.#} tokens");
        return Math.Max(mine, theirs) > MaxContext && mine != theirs
            ? Ruling.Refuse(why)
            : Ruling.Convert(why) with { Spread = new(mine < theirs ? 1 / (1 + CacheShare) : 1, mine > theirs ? 1 + CacheShare : 1) };
    }

    /// <summary>Whether this rule, not <see cref="TaskRule"/>, judges the lengths of a pair.</summary>
    public static bool Serves(Observation numerator, Observation denominator) => IsStepOfOne(numerator) && IsStepOfOne(denominator);

    private static bool IsStepOfOne(Observation side) =>
        side.Kind == TaskFields.LanguageModel && side.Word("phase") == "decode" && side.Word("batch") == "1"
        && MeanContext(side) is not null;

    /// <returns>Tokens of the sequence in the middle of its generation; null if a length is not stated.</returns>
    private static double? MeanContext(Observation side) =>
        (side.Number("contextTokens") ?? side.Number("inputTokens")) + (side.Number("outputTokens") / 2);
}

/// <summary>
/// Rows with int8 weights have a factor for each row of a matrix, and an output matrix of 16 bits. Published schemes have more factors,
/// which a step must read, too; some have the output matrix in int8, which only makes the row slower. So the row stays a lower bound.
/// </summary>
public sealed class QuantizationRule : IComparisonRule
{
    private const string Field = "quantization";

    private const string Int8 = "int8";

    /// <summary>Q8_0 has one of 16 bits for every 32 weights, the most of all published schemes; GPTQ has one for 128.</summary>
    private const double MostBytesPerWeight = 1 + (2.0 / 32);

    public string Name => Field;

    /// <summary>It never refuses.</summary>
    public int Specificity => 24;

    public Ruling? Judge(Observation numerator, Observation denominator) => !Serves(Field, numerator, denominator)
        ? null
        : Ruling.Convert($"scales of int8 weights: one for each row against {denominator.Word(Field) ?? "an unstated scheme"}") with
        {
            Spread = new(1 / MostBytesPerWeight, 1),
        };

    /// <summary>Whether this rule, not <see cref="TaskRule"/>, judges a field.</summary>
    public static bool Serves(string field, Observation numerator, Observation denominator) =>
        field == Field && numerator.IsMeasuredHere && numerator.DType?.Weights == Int8 && denominator.DType?.Weights == Int8;
}
