using GpuBench.Measuring;

namespace GpuBench.Benchmarks.Peers;

/// <summary>What follows <c>peers matmul</c> or <c>peers model</c>.</summary>
/// <param name="Only">Words such as <c>fp16</c> or <c>m=4096</c>: of the comparisons, those whose point or type has every one of them.</param>
internal sealed record PeerOptions(bool AsJson, IReadOnlyList<string> Only)
{
    /// <exception cref="UserError">Exit code 2: an unknown option.</exception>
    public static PeerOptions Parse(string[] words) => words switch
    {
        [] => new(AsJson: false, []),
        ["--json", .. var rest] => Parse(rest) with { AsJson = true },
        ["--only", var only, .. var rest] => Parse(rest) with { Only = only.Split(',') },
        _ => throw UserError.Usage($"peers: {words[0]} is unknown; use --json or --only WORD,WORD"),
    };

    /// <param name="point">Such as <c>m=1,n=2,k=3</c>.</param>
    public bool Wants(string point, string dtype) => Only.All(word => point.Split(',').Append(dtype).Contains(word));
}
