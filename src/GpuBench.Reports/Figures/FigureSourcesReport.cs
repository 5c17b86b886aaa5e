using System.Globalization;
using System.Text.Json;
using GpuBench.Publications.Data;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>All publications, with address, tier and number of figures.</summary>
public static class FigureSourcesReport
{
    public static Report Of(PublishedData data)
    {
        var counts = data.Figures.CountBy(figure => figure.Source).ToDictionary();
        List<SourceEntry> entries =
        [
            .. from publication in data.Publications
               orderby publication.Key
               let source = publication.Value.Source
               select new SourceEntry(
                   publication.Key, source.Title, source.Publisher, source.Year, source.Tier, source.Url, SourceAddress.Of(source),
                   counts.GetValueOrDefault(publication.Key)),
        ];
        return new(
            [
                string.Create(CultureInfo.InvariantCulture, $"{entries.Count} publications. ")
                    + "Tier 1 is the best kind of source, 6 the worst. 'figures list --source NAME' lists the figures of one.",
            ],
            [new("Sources", Rows(entries))],
            Flat(entries),
            JsonSerializer.Serialize(new(1, entries), FiguresJson.Default.SourcesDocument) + "\n");
    }

    private static Table Rows(IEnumerable<SourceEntry> entries)
    {
        var table = new Table(
            new("name", Wraps: true), new("tier", true), new("figures", true), new("title", Wraps: true), new("address", Wraps: true));
        foreach (var entry in entries)
            table.Add(entry.Name, FlatText.Of(entry.Tier), FlatText.Of(entry.Figures), entry.Title, entry.Address);
        return table;
    }

    private static Table Flat(IEnumerable<SourceEntry> entries)
    {
        var table = Table.Flat("name", "title", "publisher", "year", "tier", "url", "address", "figures");
        foreach (var entry in entries)
            table.Add(
                entry.Name, entry.Title, entry.Publisher ?? "", FlatText.Of(entry.Year), FlatText.Of(entry.Tier), entry.Url ?? "",
                entry.Address, FlatText.Of(entry.Figures));
        return table;
    }
}

public sealed record SourcesDocument(int SchemaVersion, IReadOnlyList<SourceEntry> Sources);

/// <summary>A publication in the JSON output.</summary>
/// <param name="Name">The slug, for <c>--source</c>.</param>
/// <param name="Address">The address with its remarks, or the reason why there is none.</param>
/// <param name="Figures">Number of figures.</param>
public sealed record SourceEntry(
    string Name, string Title, string? Publisher, int? Year, int Tier, string? Url, string Address, int Figures);
