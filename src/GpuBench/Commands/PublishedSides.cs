using GpuBench.Measuring;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Figures;
using GpuBench.Reports.Tables;
using GpuBench.Running;

namespace GpuBench.Commands;

/// <summary>The command <c>compare</c> for accelerators.</summary>
internal static class PublishedSides
{
    private const string ResultsEnding = ".json";

    /// <summary>An argument is a file if it exists or ends with .json.</summary>
    /// <exception cref="UserError">Exit code 2: an argument is neither, or files and accelerators are mixed.</exception>
    public static bool AreNames(IReadOnlyList<string> sides)
    {
        var names = sides.Where(side => !File.Exists(side) && !side.EndsWith(ResultsEnding, StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var name in names)
            if (Products.Shipped.Names.Find(name) is null)
                throw UserError.Usage($"compare: '{name}' is no file, and {Products.Shipped.Names.WhyUnknown(name)}");
        if (names.Count > 0 && names.Count < sides.Count)
            throw UserError.Usage(
                $"compare: '{names[0]}' is an accelerator and '{sides.Except(names).First()}' is a file; "
                + "compare files with files, or an accelerator with others");
        return names.Count > 0;
    }

    /// <param name="isAsked">Whether the user named <paramref name="against"/>; if not, the device's own accelerator is left out.</param>
    /// <param name="query">Selects the figures of both sides.</param>
    /// <exception cref="UserError">Exit code 2: the device would be compared with itself, or a filter has an unknown word.</exception>
    public static Report Report(
        string device, IReadOnlyList<VariantId> against, bool isAsked, FigureQuery query, (bool All, bool Sources) shows)
    {
        var normalizer = ShippedFigures.Read();
        var mine = normalizer.Names.Resolve(device);
        if (isAsked && against.Contains(mine))
            throw UserError.Usage($"--against: {mine} is the device itself; name another accelerator");
        query.RequireKnown(normalizer.Data);
        var others = isAsked ? against : against.Where(other => other.Accelerator != mine.Accelerator);
        var pairs = new FigurePairs(normalizer, query);
        return PublishedComparisonReport.Of(
            [.. others.Select(other => PublishedComparison.Of(mine, other, pairs, normalizer))], normalizer,
            shows.All || query.IsSet, shows.Sources);
    }
}
