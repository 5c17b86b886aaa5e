using System.Text.RegularExpressions;

namespace GpuBench.Publications.Accelerators;

/// <summary>Id of one product, e.g. <c>h100</c> and <c>sxm5-80gb</c>.</summary>
public readonly partial record struct VariantId(string Accelerator, string Variant)
{
    public const string UnstatedVariant = "unstated";

    /// <summary>Holds what is the same for all variants.</summary>
    public const string AllVariants = "all";

    /// <summary>Holds the quantities of the chip, such as its area.</summary>
    public const string DieVariant = "die";

    public bool IsUnstated => Variant == UnstatedVariant;

    /// <summary>
    /// Whether this names the other variant in part, by its form factor, its memory or its die alone: <c>80gb</c> covers
    /// <c>pcie-80gb</c>. A product name is not a part: <c>b4</c> does not cover <c>b4-1</c>.
    /// </summary>
    public bool Covers(VariantId other)
    {
        if (Accelerator != other.Accelerator)
            return false;
        var (mine, theirs) = (Variant.Split('-'), other.Variant.Split('-'));
        return mine.Length < theirs.Length && mine.All(word => PartWord.IsMatch(word) && theirs.Contains(word));
    }

    public override string ToString() => $"{Accelerator}-{Variant}";

    [GeneratedRegex("^(sxm[0-9]*|pcie|nvl|oam|[0-9]+gb|hbm[0-9]+e?|die)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PartWord { get; }
}
