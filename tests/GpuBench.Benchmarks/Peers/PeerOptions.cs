using GpuBench.Measuring;
using GpuBench.Measuring.Devices;

namespace GpuBench.Benchmarks.Peers;

/// <summary>The options of <c>peers matmul</c> and <c>peers model</c>.</summary>
internal sealed record PeerOptions
{
    public bool AsJson { get; init; }

    /// <summary>Prints the comparisons that would run, and measures nothing.</summary>
    public bool IsList { get; init; }

    /// <summary>Words such as <c>fp16</c> or <c>m=4096</c>. A comparison runs if its point and type contain all of these words.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>The kernel to measure beside the peers. Null means the kernel that the selection chooses.</summary>
    public string? Kernel { get; init; }

    /// <summary>Null means all peers.</summary>
    public IReadOnlyList<string>? Peers { get; init; }

    /// <summary>Null means every class.</summary>
    public DeviceClass? DeviceClass { get; init; }

    /// <param name="peerNames">Names that <c>--peers</c> accepts. If empty, there are no options for kernels, peers and devices.</param>
    /// <exception cref="UserError">Exit code 2: an unknown option, peer or class, or a value is missing.</exception>
    public static PeerOptions Parse(string[] words, IReadOnlyList<string> peerNames) => words switch
    {
        [] => new(),
        ["--json", .. var rest] => Parse(rest, peerNames) with { AsJson = true },
        ["--list", .. var rest] => Parse(rest, peerNames) with { IsList = true },
        ["--only", var only, .. var rest] => Parse(rest, peerNames) with { Only = Split("--only", only) },
        ["--kernel", var kernel, .. var rest] when peerNames.Count > 0 => Parse(rest, peerNames) with { Kernel = kernel },
        ["--peers", var peers, .. var rest] when peerNames.Count > 0 =>
            Parse(rest, peerNames) with { Peers = Known(peers, peerNames) },
        ["--device-class", var word, .. var rest] when peerNames.Count > 0 =>
            Parse(rest, peerNames) with { DeviceClass = EnumText.Parse<DeviceClass>(word, "peers: --device-class") },
        ["--only"] => throw UserError.Usage($"peers: {words[0]} needs a value"),
        ["--kernel" or "--peers" or "--device-class"] when peerNames.Count > 0 => throw UserError.Usage($"peers: {words[0]} needs a value"),
        _ => throw UserError.Usage($"peers: {words[0]} is unknown; use {Usage(peerNames)}"),
    };

    /// <param name="point">Such as <c>m=1,n=2,k=3</c>.</param>
    public bool Wants(string point, string dtype) => Only.All(word => Has(point, dtype, word));

    public bool WantsPeer(string name) => Peers?.Contains(name) ?? true;

    /// <summary>Checks that <c>--only</c> selects at least one of the points.</summary>
    /// <param name="all">Each as in <see cref="Wants"/>.</param>
    /// <exception cref="UserError">Exit code 1: no point matches. The message contains the words that no point has.</exception>
    public void RequireMatch(IReadOnlyCollection<(string Point, string DType)> all)
    {
        if (all.Any(point => Wants(point.Point, point.DType)))
            return;
        var foreign = Only.Where(word => !all.Any(point => Has(point.Point, point.DType, word))).ToList();
        var which = foreign.Count > 0 ? string.Join(" and none has ", foreign) : $"{string.Join(" and ", Only)} together";
        var types = string.Join(", ", all.Select(point => point.DType).Distinct());
        throw UserError.Failed(
            $"peers: --only matches nothing: no comparison has {which}; "
            + $"use types ({types}) and coordinates such as m=1, as --list prints them");
    }

    private static bool Has(string point, string dtype, string word) => point.Split(',').Append(dtype).Contains(word);

    private static string[] Split(string option, string value) =>
        value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } words
            ? words
            : throw UserError.Usage($"peers: {option} needs a value");

    private static string[] Known(string value, IReadOnlyList<string> names)
    {
        var words = Split("--peers", value);
        return words.FirstOrDefault(word => !names.Contains(word)) is { } unknown
            ? throw UserError.Usage($"peers: --peers: '{unknown}' is not known; use one or more of {string.Join(",", names)}")
            : words;
    }

    private static string Usage(IReadOnlyList<string> peerNames)
    {
        var choices = $"--kernel NAME, --peers {string.Join(",", peerNames)} or --device-class {string.Join("|", EnumText.All<DeviceClass>())}";
        return peerNames.Count == 0 ? "--json, --list or --only WORD,WORD" : $"--json, --list, --only WORD,WORD, {choices}";
    }
}
