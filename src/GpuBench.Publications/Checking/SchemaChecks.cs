using System.Text.Json;
using System.Text.Json.Nodes;
using GpuBench.Publications.Data;
using NJsonSchema;
using NJsonSchema.Validation;

namespace GpuBench.Publications.Checking;

/// <summary>Each file against the schema of its folder.</summary>
public sealed class FileSchemaCheck : IFigureCheck
{
    private static readonly (string Folder, string Schema)[] Folders =
        [("accelerators", "accelerator"), ("published", "publication"), ("rules", "rule"), ("claims", "claim"), ("", "disagreements"), ("", "headline")];

    public string Name => "every file follows its schema";

    public FigureCheckResult Run(CheckedData data) => FigureCheckResult.Of(
        Name,
        "files",
        Folders.SelectMany(folder => data.Files.In(folder.Folder).Where(file => folder.Folder != "" || file.Slug == folder.Schema)
            .Select(file => (Name: $"{folder.Folder}/{file.Slug}.json".TrimStart('/'), folder.Schema, file.Text))),
        file => SchemaSet.Shipped.Violations(file.Schema, file.Text)
            .Select(violation => new CheckFinding(file.Name, null, violation, $"see results/schemas/{file.Schema}.schema.json")));
}

/// <summary>Each figure with what it shares: only then can a field be missing.</summary>
public sealed class FigureSchemaCheck : IFigureCheck
{
    public string Name => "every figure is complete once merged";

    public FigureCheckResult Run(CheckedData data) => FigureCheckResult.Of(
        Name,
        "figures",
        data.Data.Figures,
        figure => SchemaSet.Shipped.Violations("figure", JsonSerializer.Serialize(figure, PublicationsJson.Default.PublishedFigure))
            .Select(violation => data.Finding(figure, violation, "see results/schemas/figure.schema.json")));
}

/// <summary>The schemas that travel with the program: what this version of it understands.</summary>
internal sealed class SchemaSet
{
    private const string FigureSchema = "figure";

    private readonly Dictionary<string, JsonSchema> _schemas;

    private SchemaSet(IDataFiles files)
    {
        var texts = files.In("schemas").ToDictionary(file => file.Slug.Replace(".schema", "", StringComparison.Ordinal), file => file.Text);
        var shared = JsonNode.Parse(texts[FigureSchema])!["definitions"]!;
        _schemas = texts.ToDictionary(text => text.Key, text => Load(text.Value, shared));
    }

    public static SchemaSet Shipped { get; } = new(new EmbeddedFiles());

    /// <returns>E.g. <c>#/figures[3].unit: NotInEnumeration</c>; empty where the document is what the schema asks for.</returns>
    public IEnumerable<string> Violations(string schema, string json)
    {
        try
        {
            return _schemas[schema].Validate(json).SelectMany(Leaves).Select(error => $"{error.Path}: {error.Kind}").Distinct();
        }
        catch (Exception cause) when (cause is InvalidCastException or OverflowException)
        {
            // The validator reads whole numbers beyond 64 bits, and then cannot compare them with a limit.
            return ["#: a whole number has more digits than any limit"];
        }
    }

    /// <summary>
    /// The files refer to each other by relative path, as editors resolve them. Inside an assembly there are no paths: the
    /// shared definitions are put into each schema that refers to them.
    /// </summary>
    private static JsonSchema Load(string text, JsonNode shared)
    {
        var bundled = JsonNode.Parse(text.Replace($"{FigureSchema}.schema.json#/", "#/", StringComparison.Ordinal))!;
        bundled["definitions"] ??= shared.DeepClone();
        return JsonSchema.FromJsonAsync(bundled.ToJsonString()).GetAwaiter().GetResult();
    }

    /// <summary>Of a choice of which nothing fits, what each alternative misses.</summary>
    private static IEnumerable<ValidationError> Leaves(ValidationError error) => error switch
    {
        ChildSchemaValidationError { Errors.Count: > 0 } child when child.Errors.Values.Any(errors => errors.Count > 0) =>
            child.Errors.Values.SelectMany(errors => errors).SelectMany(Leaves),
        _ => [error],
    };
}
