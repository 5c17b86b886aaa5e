using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>A specification is looked for under its product, a measurement under whoever made it.</summary>
public sealed class PlaceCheck : IFigureCheck
{
    public string Name => "nominal figures stand in accelerators/, measured ones in published/, variants exist";

    public CheckResult Run(CheckedData data)
    {
        var variants = data.Data.Accelerators
            .SelectMany(accelerator => accelerator.Variants.Select(variant => (accelerator.Slug, variant.Slug))).ToHashSet();
        return CheckResult.Of(Name, "figures", data.Data.Figures, figure => Look(data, figure, variants));
    }

    private static IEnumerable<CheckFinding> Look(CheckedData data, PublishedFigure figure, HashSet<(string, string)> variants)
    {
        var isNominal = Quantities.Get(figure.Quantity).IsNominal;
        var folder = isNominal ? "accelerators/" : "published/";
        if (!data.FileOf(figure.Id).StartsWith(folder, StringComparison.Ordinal))
            yield return data.Finding(figure, $"{figure.Quantity} is {(isNominal ? "nominal" : "measured")}", $"move it to {folder}");
        if (!variants.Contains((figure.Accelerator, figure.Variant)))
            yield return data.Finding(
                figure, $"there is no variant {figure.Variant} of {figure.Accelerator}", "correct it, or add the variant to accelerators/");
    }
}
