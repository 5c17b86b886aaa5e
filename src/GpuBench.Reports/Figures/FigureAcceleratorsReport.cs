using System.Globalization;
using System.Text.Json;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>All accelerators and variants, with their number of figures.</summary>
public static class FigureAcceleratorsReport
{
    public static Report Of(PublishedData data, AcceleratorNames names)
    {
        var counts = data.Figures.CountBy(figure => (figure.VariantId, Quantities.Get(figure.Quantity).IsNominal)).ToDictionary();
        List<VariantEntry> entries =
        [
            .. from accelerator in data.Accelerators
               from variant in accelerator.Variants
               let id = new VariantId(accelerator.Slug, variant.Slug)
               select new VariantEntry(
                   accelerator.Slug, variant.Slug, names.Describe(id), names.Typed(id), variant.Slug == accelerator.DefaultVariant,
                   counts.GetValueOrDefault((id, true)), counts.GetValueOrDefault((id, false))),
        ];
        return new(
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{data.Accelerators.Count} accelerators, {entries.Count} variants. ")
                    + "A bare name such as h100 means the variant marked *; an accelerator without a mark needs a variant.",
            ],
            [new("Accelerators", Rows(entries))],
            Flat(entries),
            JsonSerializer.Serialize(new(1, entries), FiguresJson.Default.AcceleratorsDocument) + "\n");
    }

    private static Table Rows(IEnumerable<VariantEntry> entries)
    {
        var table = new Table(new("name"), new("is", Wraps: true), new("nominal figures", true), new("measured figures", true));
        foreach (var entry in entries)
            table.Add(
                entry.Name + (entry.IsDefault ? " *" : ""), entry.Description, FlatText.Of(entry.Nominal), FlatText.Of(entry.Measured));
        return table;
    }

    private static Table Flat(IEnumerable<VariantEntry> entries)
    {
        var table = Table.Flat("accelerator", "variant", "description", "name", "isDefault", "nominal", "measured");
        foreach (var entry in entries)
            table.Add(
                entry.Accelerator, entry.Variant, entry.Description, entry.Name, FlatText.Of(entry.IsDefault), FlatText.Of(entry.Nominal),
                FlatText.Of(entry.Measured));
        return table;
    }
}

public sealed record AcceleratorsDocument(int SchemaVersion, IReadOnlyList<VariantEntry> Variants);

/// <summary>A variant in the JSON output.</summary>
/// <param name="Name">As typed on the command line, e.g. <c>h100-pcie-80gb</c>.</param>
/// <param name="IsDefault">Whether the bare name of the accelerator means it.</param>
/// <param name="Nominal">Number of nominal figures.</param>
/// <param name="Measured">Number of other figures.</param>
public sealed record VariantEntry(
    string Accelerator, string Variant, string Description, string Name, bool IsDefault, int Nominal, int Measured);
