using System.Globalization;
using System.Text.RegularExpressions;
using GpuBench.Measuring;

namespace GpuBench.Workloads.Models;

/// <summary>
/// The shape of a decoder in one word, as a coordinate of a trial. A reader of the result needs no file, and equal shapes have equal
/// coordinates.
/// </summary>
/// <example>
/// <c>llama_l32_d4096_h32_kv8_s128_f14336_v128256_theta500000_eps1e-05</c>, with the optional suffixes <c>_tied</c> and <c>_qknorm</c>.
/// </example>
public static partial class LlamaShapeWord
{
    /// <summary>Far beyond any published model, and small enough that no product of two overflows.</summary>
    private const int MaxDimension = 1 << 24;

    public static string Write(LlamaConfig config) => string.Create(
        CultureInfo.InvariantCulture,
        $"llama_l{config.LayerCount}_d{config.Hidden}_h{config.HeadCount}_kv{config.KvHeadCount}"
        + $"_s{config.HeadSize}_f{config.Ffn}_v{config.VocabularySize}"
        + $"_theta{config.RopeTheta:R}_eps{config.NormEpsilon:R}{(config.IsTied ? "_tied" : "")}{(config.HasHeadNorms ? "_qknorm" : "")}");

    /// <returns>Null: not a shape word.</returns>
    /// <exception cref="UserError">Exit code 2: an invalid shape.</exception>
    public static LlamaConfig? Read(string word)
    {
        if (Pattern().Match(word) is not { Success: true } match)
            return null;
        int Int(string name) =>
            int.TryParse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                ? value
                : int.MaxValue;
        double Double(string name) => double.Parse(match.Groups[name].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
        var config = new LlamaConfig(
            word, Int("l"), Int("d"), Int("h"), Int("kv"), Int("s"), Int("f"), Int("v"),
            Double("theta"), Double("eps"), match.Groups["tied"].Success, match.Groups["qknorm"].Success);
        return Fault(config) is { } fault ? throw UserError.Usage($"model {word}: {fault}") : config;
    }

    /// <returns>Why the shape is invalid; null: it is valid.</returns>
    public static string? Fault(LlamaConfig config)
    {
        int[] dimensions =
        [
            config.LayerCount, config.Hidden, config.HeadCount, config.KvHeadCount, config.HeadSize, config.Ffn, config.VocabularySize,
        ];
        if (dimensions.Any(dimension => dimension is < 1 or > MaxDimension))
            return $"every dimension must be in 1..{MaxDimension}";
        if (config.HeadCount % config.KvHeadCount != 0)
            return $"{config.HeadCount} query heads cannot share {config.KvHeadCount} key heads evenly";
        if (config.HeadSize % 2 != 0)
            return $"the head size is {config.HeadSize}, but rotary positions need an even one";
        return config is { RopeTheta: > 0, NormEpsilon: >= 0 and < 1 } ? null : "theta must be positive, and eps in 0..1";
    }

    [GeneratedRegex(
        @"^llama_l(?<l>\d+)_d(?<d>\d+)_h(?<h>\d+)_kv(?<kv>\d+)_s(?<s>\d+)_f(?<f>\d+)_v(?<v>\d+)"
        + @"_theta(?<theta>\d+(\.\d+)?(E[+-]?\d+)?)_eps(?<eps>\d+(\.\d+)?(E[+-]?\d+)?)(?<tied>_tied)?(?<qknorm>_qknorm)?$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
