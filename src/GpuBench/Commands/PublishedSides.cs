using GpuBench.Measuring;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Figures;
using GpuBench.Reports.Tables;

namespace GpuBench.Commands;

/// <summary>What <c>compare</c> does when its arguments are accelerators.</summary>
internal static class PublishedSides
{
    private const string ResultsEnding = ".json";

    /// <summary>A file that exists is a file, and so is a name that ends like one; everything else must be an accelerator.</summary>
    /// <exception cref="UserError">Exit code 2: some word is neither, or files and names are mixed.</exception>
    public static bool AreNames(IReadOnlyList<string> sides)
    {
        var names = sides.Where(side => !File.Exists(side) && !side.EndsWith(ResultsEnding, StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var name in names)
            if (Normalizer.Shipped.Names.Find(name) is null)
                throw UserError.Usage($"compare: '{name}' is no file here and names no accelerator; name results files, or one of {Aliases()}");
        if (names.Count > 0 && names.Count < sides.Count)
            throw UserError.Usage($"compare: '{names[0]}' is an accelerator and '{sides.Except(names).First()}' a file; set files against files, or an accelerator against others");
        return names.Count > 0;
    }

    /// <param name="isAsked">Whether somebody named <paramref name="against"/>; else the device's own accelerator is left out.</param>
    /// <exception cref="UserError">Exit code 2: the device is to be set against itself.</exception>
    public static Report Report(string device, IReadOnlyList<VariantId> against, bool isAsked)
    {
        var names = Normalizer.Shipped.Names;
        var mine = names.Resolve(device);
        if (isAsked && against.Contains(mine))
            throw UserError.Usage($"--against: {mine} is the device itself");
        var others = isAsked ? against : against.Where(other => other.Accelerator != mine.Accelerator);
        var pairs = new FigurePairs(Normalizer.Shipped);
        return PublishedComparisonReport.Of([.. others.Select(other => PublishedComparison.Of(mine, other, pairs))], names);
    }

    private static string Aliases() => string.Join(", ", Normalizer.Shipped.Data.Accelerators.SelectMany(accelerator => accelerator.Aliases));
}
