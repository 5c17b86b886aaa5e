using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>A name that a person types or a driver reports must identify one product.</summary>
public sealed class NamesCheck : IFigureCheck
{
    public string Name => "a name means one accelerator or variant";

    public FigureCheckResult Run(CheckedData data)
    {
        var clashes = NameClash.In(data.Data.Accelerators);
        var names = data.Data.Accelerators.Sum(accelerator => 1 + accelerator.Aliases.Count
            + accelerator.Variants.Sum(variant => 1 + variant.DeviceNames.Count));
        var findings = clashes.Select(clash => new CheckFinding($"accelerators/{clash.Accelerator}.json", null, clash.What, clash.Remedy));
        return new(Name, "names", names, [.. findings]);
    }
}

/// <summary>Specifications must be stored with their product, and measurements with their publication.</summary>
public sealed class PlaceCheck : IFigureCheck
{
    public string Name => "nominal figures are in accelerators/, measured ones in published/, and variants exist";

    public FigureCheckResult Run(CheckedData data)
    {
        var variants = data.Data.Accelerators
            .SelectMany(accelerator => accelerator.Variants.Select(variant => (accelerator.Slug, variant.Slug))).ToHashSet();
        return FigureCheckResult.Of(Name, "figures", data.Data.Figures, figure => Look(data, figure, variants));
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

/// <summary>A computed figure must not have more confidence than its inputs.</summary>
public sealed class InputsCheck : IFigureCheck
{
    private const string Recalled = "recalled";

    public string Name => "inputs exist, and figures with recalled inputs are recalled";

    public FigureCheckResult Run(CheckedData data) => FigureCheckResult.Of(
        Name,
        "inputs",
        data.Data.Figures.SelectMany(figure => figure.Inputs.Select(input => (figure, input))),
        pair => Look(data, pair.figure, pair.input));

    private static IEnumerable<CheckFinding> Look(CheckedData data, PublishedFigure figure, string input)
    {
        var found = data.Data.Find(input);
        if (found is null)
            yield return data.Finding(figure, $"its input {input} does not exist", "correct the id, or add the figure");
        else if (found.Confidence == Recalled && figure.Confidence != Recalled)
            yield return data.Finding(
                figure,
                $"its input {input} is recalled, but the figure is {figure.Confidence}",
                "make it recalled, or find a source for the input");
    }
}

/// <summary>Every figure of the headline table must exist and have a number, because its cells are divided.</summary>
public sealed class HeadlineCheck : IFigureCheck
{
    private const string File = "headline.json";

    public string Name => "figures of the headline table exist and are numbers";

    public FigureCheckResult Run(CheckedData data) => FigureCheckResult.Of(
        Name,
        "figures of cells",
        (data.Headline?.Rows ?? []).SelectMany(row => Named(row).Select(figure => (row.Label, figure.Id))),
        named => Look(data, named.Label, named.Id));

    private static IEnumerable<HeadlineFigure> Named(HeadlineRow row) =>
        [.. row.H100.Figures, .. row.H20.Figures, .. row.Ascend910B.Figures];

    private static IEnumerable<CheckFinding> Look(CheckedData data, string label, string id)
    {
        if (data.Data.Find(id) is not { } figure)
            yield return new(File, id, $"'{label}' names a figure that does not exist", "correct the id");
        else if (figure.Value is null)
            yield return new(File, id, $"'{label}' names a figure without a number", "name another figure");
    }
}
