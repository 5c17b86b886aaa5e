using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using GpuBench.Measuring;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Data;

/// <summary>Reads files into records. Each figure gets the fields that its file states once for all.</summary>
internal sealed class DataReader(IDataFiles files)
{
    private readonly HashSet<string> _ids = [];
    private readonly MergedText _merged = new();

    public IReadOnlyDictionary<string, Publication> Publications { get; } = files.In("published")
        .ToDictionary(file => file.Slug, file =>
            Parse(file, PublicationsJson.Default.Publication, publication => publication.SchemaVersion));

    public IReadOnlyList<Accelerator> Accelerators { get; } = AcceleratorsIn(files);

    public IReadOnlyList<ExportRule> Rules { get; } =
        [.. files.In("rules").Select(file => Parse(file, PublicationsJson.Default.ExportRule, rule => rule.SchemaVersion))];

    public IReadOnlyList<Claim> Claims { get; } =
        [.. files.In("claims").Select(file => Parse(file, PublicationsJson.Default.Claim, claim => claim.SchemaVersion))];

    public AuditHistory Audits { get; } = new(files.In("audits")
        .Select(file => Parse(file, PublicationsJson.Default.Audit, audit => audit.SchemaVersion) with { Slug = file.Slug }));

    public IReadOnlyList<Disagreement> Disagreements { get; } =
    [
        .. files.In("").Where(file => file.Slug == "disagreements")
            .SelectMany(file => Parse(file, PublicationsJson.Default.DisagreementList, list => list.SchemaVersion).Entries),
    ];

    /// <summary>The products alone. It takes a fraction of the time of reading the publications.</summary>
    public static IReadOnlyList<Accelerator> AcceleratorsIn(IDataFiles files) =>
    [
        .. files.In("accelerators").Select(file =>
            Parse(file, PublicationsJson.Default.Accelerator, accelerator => accelerator.SchemaVersion)),
    ];

    public IReadOnlyList<PublishedFigure> Figures()
    {
        foreach (var limit in Rules.SelectMany(rule => rule.Limits))
            Require("results/rules", limit.Id, limit.Source);
        foreach (var claim in Claims)
            Require("results/claims", claim.Id, claim.Source);
        return [.. Nominal(), .. Measured()];
    }

    private IEnumerable<PublishedFigure> Nominal() =>
        from accelerator in Accelerators
        from variant in accelerator.Variants
        let place = new JsonObject { ["accelerator"] = accelerator.Slug, ["variant"] = variant.Slug }
        from figure in variant.Figures
        select Figure($"results/accelerators/{accelerator.Slug}.json", place, figure);

    private IEnumerable<PublishedFigure> Measured() =>
        from publication in Publications
        let shared = MergePatch.Apply(publication.Value.Shared ?? [], new JsonObject { ["source"] = publication.Key })
        from figure in publication.Value.Figures
        select Figure($"results/published/{publication.Key}.json", shared, figure);

    private PublishedFigure Figure(string path, JsonNode shared, JsonObject own)
    {
        PublishedFigure figure;
        try
        {
            figure = JsonSerializer.Deserialize(_merged.Of(shared, own), PublicationsJson.Default.PublishedFigure)!;
        }
        catch (JsonException cause)
        {
            throw UserError.BadInput($"{path}: figure {own["id"]?.ToString() ?? "without id"}: {JsonProblem.Of(cause)}", cause);
        }
        Require(path, figure.Id, figure.Source);
        if (!Quantities.Contains(figure.Quantity))
            throw UserError.BadInput($"{path}: figure {figure.Id}: quantity '{figure.Quantity}' is not known; see Quantities.All");
        return figure;
    }

    private void Require(string path, string id, string source)
    {
        if (!_ids.Add(id))
            throw UserError.BadInput($"{path}: the id {id} is used twice");
        if (!Publications.ContainsKey(source))
            throw UserError.BadInput($"{path}: {id}: its source '{source}' is not a file of results/published");
    }

    private static T Parse<T>(DataFile file, JsonTypeInfo<T> type, Func<T, int> versionOf)
    {
        try
        {
            var data = JsonText.Parse(file.Text, type);
            SchemaVersions.Require(versionOf(data), SchemaVersions.Published);
            return data;
        }
        catch (JsonFault fault)
        {
            throw UserError.BadInput($"{file.Path}: {fault.Message}", fault);
        }
    }
}
