using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Oracles;

namespace GpuBench.Torch.Models;

/// <summary>
/// Checks timed logits in two ways. The oracle needs seconds for a few tokens of a large model, so it checks only as many tokens as
/// are affordable, with the same weights through the same decoder. For all tokens of one sequence, prefill and cached steps must
/// give the same logits. If all tokens are affordable, the oracle checks the timed logits.
/// </summary>
/// <param name="kept">Keeps the oracle's logits for later checks and rounds; null: they are computed.</param>
internal sealed class LlamaCheck(LlamaDecoder decoder, LlamaWeights weights, HostDataCache? kept = null)
{
    private readonly LlamaOracle _oracle = new(weights);

    /// <param name="logits">(B, vocabulary) of the timed launch; null: it produced none.</param>
    /// <param name="row">The sequence that is compared.</param>
    /// <param name="tokens">All tokens of that sequence up to the logits' position.</param>
    /// <param name="steppedLast">Whether the launch was a step with only the last token.</param>
    public CheckResult Compare(ITensor? logits, int row, long[] tokens, bool steppedLast)
    {
        var comparison = new ElementErrors();
        if (logits is null)
            return new(double.PositiveInfinity, Tolerance: 1, "nothing: the launch produced no logits");
        var all = Values(logits);
        comparison.AddWritten(Array.TrueForAll(all, double.IsFinite) ? 0 : float.NaN);
        var timed = all.AsSpan(row * weights.Config.VocabularySize, weights.Config.VocabularySize).ToArray();
        var relative = LlamaTolerance.Relative(weights.Config, weights.Storage, weights.LayerStorage);
        LlamaTolerance.Compare(comparison, timed, steppedLast ? ByPrefill(tokens) : ByStep(tokens), relative);
        var judged = tokens.AsSpan(0, Math.Min(tokens.Length, AffordableTokens)).ToArray();
        LlamaTolerance.Compare(
            comparison, judged.Length == tokens.Length ? timed : ByPrefill(judged), ByOracle(judged), relative);
        return comparison.Result(string.Create(
            CultureInfo.InvariantCulture,
            $"all logits of a sequence, prefill against cached steps, and {judged.Length} of {tokens.Length} tokens against the oracle; "
            + $"an error of 1 is {relative:G2} of the largest logit"));
    }

    private int AffordableTokens =>
        Math.Max(2, (int)(LlamaOracle.AffordableMultiplyAdds / (weights.Config.LayerCount * weights.Config.LayerMatrixElements)));

    private double[] ByOracle(long[] tokens)
    {
        double[] Compute() => _oracle.LastLogits(tokens);
        return kept is null
            ? Compute()
            : kept.Get(
                ("logits", weights.Config, weights.Storage, weights.LayerStorage, weights.Seed, string.Join(' ', tokens)),
                sizeof(double) * (long)weights.Config.VocabularySize, Compute);
    }

    private double[] ByPrefill(long[] tokens)
    {
        using var cache = decoder.NewCache(1, tokens.Length);
        return Logits(tokens, 0, cache);
    }

    private double[] ByStep(long[] tokens)
    {
        using var cache = decoder.NewCache(1, tokens.Length);
        if (tokens.Length > 1)
            Logits(tokens[..^1], 0, cache);
        return Logits(tokens[^1..], tokens.Length - 1, cache);
    }

    private double[] Logits(long[] tokens, int start, KvCache cache)
    {
        using var pass = decoder.NewPass(1, tokens.Length);
        using var ids = decoder.Tokens(tokens);
        decoder.Forward(pass, ids, start, cache);
        return Values(pass.Logits);
    }

    private double[] Values(ITensor logits)
    {
        var words = logits.Words();
        var count = words.LongLength * sizeof(uint) / (int)Packed.BytesOf(weights.Storage);
        return [.. Packed.Unpack(words, count / weights.Config.VocabularySize * weights.Config.VocabularySize, weights.Storage)];
    }
}
