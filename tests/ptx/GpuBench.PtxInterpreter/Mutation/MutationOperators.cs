using System.Globalization;
using System.Text.RegularExpressions;
using GpuBench.Testing;

namespace GpuBench.PtxInterpreter.Mutation;

/// <summary>
/// The changes that make mutants of kernels. After a change of <see cref="Ordering"/>, a program mostly computes the correct
/// result. The other changes alter the result.
/// </summary>
public static class MutationOperators
{
    /// <summary>A barrier, wait, commit, fence or copy that is missing or too weak.</summary>
    public static IReadOnlyList<MutationOperator> Ordering { get; } =
    [
        Deletion("barrier deleted", @"(?<!\w)(bar(rier)?(\.cta)?\.(sync|arrive)|bar\.warp\.sync|barrier\.cluster\.\w+)[^;]*;"),
        Deletion("wait deleted", @"(?<!\w)(cp\.async\.(bulk\.)?wait_\w+|wgmma\.wait_group)[^;]*;"),
        Deletion("commit deleted", @"(?<!\w)(cp\.async\.(bulk\.)?commit_group|wgmma\.commit_group)[^;]*;"),
        Deletion("fence deleted", @"(?<!\w)(fence\.|membar\.|wgmma\.fence)[^;]*;"),
        Deletion("copy deleted", @"(?<!\w)cp\.async\.(ca|cg|bulk\.(?!commit|wait|prefetch))[^;]*;"),
        new(
            "wait too weak",
            Pattern(@"(?<head>(?<!\w)(cp\.async\.wait_group|wgmma\.wait_group\S*)\s+)(?<count>\d+)(?<tail>\s*;)"),
            m => m.Groups["head"].Value + Next(m) + m.Groups["tail"].Value),
    ];

    /// <summary>An address or a fragment that is slightly wrong.</summary>
    public static IReadOnlyList<MutationOperator> Places { get; } =
    [
        new(
            "shared index off by one access",
            Pattern(
                @"(?<head>(?<!\w)(ld|st)\.shared(?<vector>\.v[24])?\.\w(?<bits>\d+)[^;\[]*\[[^;+\]]*)(\+(?<offset>\d+))?(?<tail>\][^;]*;)"),
            ShiftedAddress),
        new(
            "global index off by one access",
            Pattern(
                @"(?<head>(?<!\w)(ld|st)\.global(\.(c[agsv]|w[bt]|lu|nc|L\d::\w+))*(?<vector>\.v[24])?\.[bfsu](?<bits>\d+)"
                + @"[^;\[]*\[[^;+\]]*)(\+(?<offset>\d+))?(?<tail>\][^;]*;)"),
            ShiftedAddress),
        new(
            "fragment registers swapped",
            Pattern(
                @"(?<head>(?<!\w)(mma|ldmatrix|stmatrix)\.[^;{]*(\{[^}]*\}[^;{]*)?\{\s*)"
                + @"(?<first>%\w+)(?<comma>\s*,\s*)(?<second>%\w+)(?<tail>[^;]*;)"),
            m => $"{m.Groups["head"].Value}{m.Groups["second"].Value}{m.Groups["comma"].Value}"
                + $"{m.Groups["first"].Value}{m.Groups["tail"].Value}"),
        new(
            "transposition forgotten",
            Pattern(@"(?<head>(?<!\w)(ld|st)matrix\.[^;]*)\.trans(?<tail>[^;]*;)"),
            m => m.Groups["head"].Value + m.Groups["tail"].Value),
        new(
            "transposition added",
            Pattern(@"(?<head>(?<!\w)(ld|st)matrix\.sync\.aligned\.\w+\.\w+)(?<tail>\.shared[^;]*;)"),
            m => $"{m.Groups["head"].Value}.trans{m.Groups["tail"].Value}"),
    ];

    /// <summary>A bound, guard or constant that is slightly wrong.</summary>
    public static IReadOnlyList<MutationOperator> Values { get; } =
    [
        new(
            "bound off by one",
            Pattern(@"(?<head>(?<!\w)setp\.)(?<op>l[teos]|g[te]|h[is])(?<tail>\.[us]\d+[^;]*;)"),
            m => m.Groups["head"].Value + OtherBound(m.Groups["op"].Value) + m.Groups["tail"].Value),
        new(
            "guard negated", Pattern(@"@(?<not>!?)(?<rest>%p\d+\s)"),
            m => m.Groups["not"].Length > 0 ? "@" + m.Groups["rest"].Value : "@!" + m.Groups["rest"].Value),
        new(
            "constant off by one",
            Pattern(@"(?<head>(?<!\w)(add|sub|mul(\.lo|\.wide)?|shl|shr|xor|and|or|mad\.lo)\.\w\d+\s[^;]*,\s*)(?<count>\d+)(?<tail>\s*;)"),
            m => m.Groups["head"].Value + Next(m) + m.Groups["tail"].Value),
    ];

    private static string OtherBound(string comparison) => comparison switch
    {
        "lt" => "le",
        "le" => "lt",
        "gt" => "ge",
        "ge" => "gt",
        "lo" => "ls",
        "ls" => "lo",
        "hi" => "hs",
        _ => "hi",
    };

    private static MutationOperator Deletion(string name, string pattern) => new(name, Pattern(pattern), _ => "");

    private static string Next(Match match) =>
        (ulong.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);

    private static string ShiftedAddress(Match match)
    {
        var elements = match.Groups["vector"].Length > 0 ? match.Groups["vector"].Value[^1] - '0' : 1;
        var offset = match.Groups["offset"].Length > 0 ? int.Parse(match.Groups["offset"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var bytes = offset + (elements * int.Parse(match.Groups["bits"].ValueSpan, CultureInfo.InvariantCulture) / 8);
        return string.Create(CultureInfo.InvariantCulture, $"{match.Groups["head"].Value}+{bytes}{match.Groups["tail"].Value}");
    }

    private static Regex Pattern(string pattern) =>
        new(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchLimit.Span);
}
