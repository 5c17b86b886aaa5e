using System.Globalization;
using System.Text.RegularExpressions;
using GpuBench.Measuring;

namespace GpuBench.Workloads.Models;

/// <summary>
/// The shape of a decoder in one word, as a coordinate of a trial. A reader of the result needs no file, and equal shapes have equal
/// coordinates.
/// </summary>
/// <example>
/// <c>llama_l32_d4096_h32_kv8_s128_f14336_v128256_theta500000_eps1E-05</c>, with the optional suffixes <c>_tied</c>, <c>_qknorm</c>,
/// <c>_qkvbias</c>, <c>_rot64</c> (if not all elements of a head are rotated) and <c>_outnorm</c>, in this order.
/// </example>
public static partial class LlamaShapeWord
{
    /// <summary>Far beyond any published model, and small enough that the elements of a matrix fit in a long.</summary>
    public const int MaxDimension = 1 << 24;

    /// <summary>A hundred times the layers of any published model; each costs host memory.</summary>
    private const int MaxLayers = 1 << 14;

    public static string Write(LlamaConfig config) => string.Create(
        CultureInfo.InvariantCulture,
        $"llama_l{config.LayerCount}_d{config.Hidden}_h{config.HeadCount}_kv{config.KvHeadCount}"
        + $"_s{config.HeadSize}_f{config.Ffn}_v{config.VocabularySize}"
        + $"_theta{config.RopeTheta:R}_eps{config.NormEpsilon:R}{(config.IsTied ? "_tied" : "")}{(config.HasHeadNorms ? "_qknorm" : "")}"
        + $"{(config.HasQkvBias ? "_qkvbias" : "")}{(config.RotarySize == config.HeadSize ? "" : $"_rot{config.RotarySize}")}"
        + $"{(config.HasOutputNorms ? "_outnorm" : "")}");

    /// <returns>Null: not a shape word.</returns>
    /// <exception cref="UserError">Exit code 2: an invalid shape.</exception>
    public static LlamaConfig? Read(string word) =>
        Parse(word, out var fault) ?? (fault is null ? null : throw UserError.Usage($"model {word}: {fault}"));

    /// <returns>Null: not a shape word, or an invalid shape.</returns>
    public static LlamaConfig? TryRead(string word) => Parse(word, out _);

    /// <param name="fault">Why the shape of the word is invalid; null: it is valid, or the word is no shape word.</param>
    private static LlamaConfig? Parse(string word, out string? fault)
    {
        fault = null;
        if (Pattern().Match(word) is not { Success: true } match)
            return null;
        int Int(string name) =>
            int.TryParse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                ? value
                : int.MaxValue;
        double Double(string name) => double.Parse(match.Groups[name].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
        bool Has(string name) => match.Groups[name].Success;
        var config = new LlamaConfig(
            "", Int("l"), Int("d"), Int("h"), Int("kv"), Int("s"), Int("f"), Int("v"),
            Double("theta"), Double("eps"), Has("tied"), Has("qknorm"))
        {
            HasQkvBias = Has("qkvbias"),
            HasOutputNorms = Has("outnorm"),
        };
        var rotarySize = Has("rot") ? Int("rot") : config.HeadSize;
        fault = Fault(config, rotarySize);
        return fault is null ? Named(config with { RotarySize = rotarySize }) : null;
    }

    /// <returns>The shape under its word, so that two spellings of one shape have one name.</returns>
    public static LlamaConfig Named(LlamaConfig config) => config with { Name = Write(config) };

    /// <param name="rotarySize">Stated apart, because a shape cannot hold zero rotated elements.</param>
    /// <returns>Why the shape is invalid; null: it is valid.</returns>
    public static string? Fault(LlamaConfig config, int rotarySize)
    {
        int[] dimensions =
        [
            config.LayerCount, config.Hidden, config.HeadCount, config.KvHeadCount, config.HeadSize, config.Ffn, config.VocabularySize,
        ];
        if (dimensions.Any(dimension => dimension is < 1 or > MaxDimension))
            return $"every dimension must be in 1..{MaxDimension}";
        if (config.LayerCount > MaxLayers)
            return $"it has {config.LayerCount} layers, but at most {MaxLayers} are supported";
        if ((config.HeadCount + (2L * config.KvHeadCount)) * config.HeadSize is var rows and > MaxDimension)
            return $"its queries, keys and values have {rows} elements a token, but at most {MaxDimension} are supported";
        if (config.HeadCount % config.KvHeadCount != 0)
            return $"{config.HeadCount} query heads cannot share {config.KvHeadCount} key heads evenly";
        if (config.HeadSize % 2 != 0)
            return $"the head size is {config.HeadSize}, but rotary positions need an even one";
        if (rotarySize < 2 || rotarySize > config.HeadSize || rotarySize % 2 != 0)
            return $"{rotarySize} elements of each head are rotated, but it must be an even number in 2..{config.HeadSize}, the head size";
        return config is { RopeTheta: > 0, NormEpsilon: >= 0 and < 1 } ? null : "theta must be positive, and eps in 0..1";
    }

    [GeneratedRegex(
        @"^llama_l(?<l>\d+)_d(?<d>\d+)_h(?<h>\d+)_kv(?<kv>\d+)_s(?<s>\d+)_f(?<f>\d+)_v(?<v>\d+)"
        + @"_theta(?<theta>\d+(\.\d+)?(E[+-]?\d+)?)_eps(?<eps>\d+(\.\d+)?(E[+-]?\d+)?)(?<tied>_tied)?(?<qknorm>_qknorm)?"
        + @"(?<qkvbias>_qkvbias)?(_rot(?<rot>\d+))?(?<outnorm>_outnorm)?$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
