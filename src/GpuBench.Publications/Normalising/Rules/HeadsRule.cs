using System.Globalization;

namespace GpuBench.Publications.Normalising.Rules;

/// <summary>
/// Attention of many heads is many independent pieces of work: a device that reaches a rate on a few of them reaches it on all,
/// slice by slice. So what our kernel measured on fewer heads bounds the published task from below. Published rates are no
/// bounds, and with other head counts they are not set against each other.
/// </summary>
public sealed class HeadsRule : IComparisonRule
{
    public string Name => "heads";

    /// <summary>Whether this rule judges the field instead of <see cref="TaskRule"/>.</summary>
    public static bool Owns(string field, Observation numerator) =>
        field is "b" or "h" or "hkv" && Applies(numerator);

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (!Applies(numerator))
            return null;
        if (Heads(numerator) is not { } mine || Heads(denominator) is not { } theirs)
            return Ruling.Refuse("head counts are not stated");
        if (mine.PerKeyHead != theirs.PerKeyHead)
            return Ruling.Refuse($"queries per key head: {mine.PerKeyHead} against {theirs.PerKeyHead}");
        return mine.All == theirs.All ? null
            : theirs.All % mine.All == 0 ? new(RulingKind.AtLeast, $"{mine.All} of {theirs.All} heads measured, the others can follow slice by slice")
            : Ruling.Refuse($"heads: {mine.All} against {theirs.All}");
    }

    private static bool Applies(Observation numerator) =>
        numerator is { Kind: "attention", IsMeasuredHere: true, IsLowerBound: true };

    private static (int All, int PerKeyHead)? Heads(Observation side) =>
        Number(side, "b") is { } b && Number(side, "h") is { } h && Number(side, "hkv") is { } hkv && hkv > 0
            ? (b * h, h / hkv)
            : null;

    private static int? Number(Observation side, string axis) =>
        side.Task.TryGetValue(axis, out var word) && int.TryParse(word, CultureInfo.InvariantCulture, out var number) ? number : null;
}
