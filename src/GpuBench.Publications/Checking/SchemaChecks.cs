using System.Text.Json;
using System.Text.Json.Nodes;
using GpuBench.Publications.Data;
using NJsonSchema;
using NJsonSchema.Validation;

namespace GpuBench.Publications.Checking;

/// <summary>Validates each file against the schema of its folder.</summary>
public sealed class FileSchemaCheck : IFigureCheck
{
    private static readonly (string Folder, string Schema)[] Folders =
    [
        ("accelerators", "accelerator"), ("published", "publication"), ("rules", "rule"), ("claims", "claim"), ("audits", "audit"),
        ("", "disagreements"), ("", "headline"), ("", "projection"), ("", "validation"),
    ];

    public string Name => "every file follows its schema";

    public FigureCheckResult Run(CheckedData data) => FigureCheckResult.Of(
        Name,
        "files",
        Folders.SelectMany(folder => data.Files.In(folder.Folder).Where(file => folder.Folder != "" || file.Slug == folder.Schema)
            .Select(file => (Name: $"{folder.Folder}/{file.Slug}.json".TrimStart('/'), folder.Schema, file.Text))),
        file => SchemaSet.Shipped.Violations(file.Schema, file.Text)
            .Select(violation => new CheckFinding(file.Name, null, violation, $"see results/schemas/{file.Schema}.schema.json")));
}

/// <summary>Validates each figure merged with its shared fields, so that missing fields are found.</summary>
public sealed class FigureSchemaCheck : IFigureCheck
{
    public string Name => "every figure is complete with its shared fields";

    public FigureCheckResult Run(CheckedData data) => FigureCheckResult.Of(
        Name,
        "figures",
        data.Data.Figures,
        figure => SchemaSet.Shipped.Violations("figure", JsonSerializer.Serialize(figure, PublicationsJson.Default.PublishedFigure))
            .Select(violation => data.Finding(figure, violation, "see results/schemas/figure.schema.json")));
}

/// <summary>The schemas embedded in the program.</summary>
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

    /// <returns>E.g. <c>#/figures[3].unit: NotInEnumeration</c>; empty if the document is valid.</returns>
    public IEnumerable<string> Violations(string schema, string json)
    {
        try
        {
            return _schemas[schema].Validate(json).SelectMany(Leaves).Select(error => $"{error.Path}: {error.Kind}").Distinct();
        }
        catch (Exception cause) when (cause is InvalidCastException or OverflowException)
        {
            // The validator reads integers above 64 bits, but cannot compare them with a limit.
            return ["#: a whole number exceeds 64 bits"];
        }
    }

    /// <summary>
    /// The files refer to each other by relative path, which editors resolve. An assembly has no paths, so the shared definitions are
    /// copied into each schema that refers to them.
    /// </summary>
    private static JsonSchema Load(string text, JsonNode shared)
    {
        var bundled = JsonNode.Parse(text.Replace($"{FigureSchema}.schema.json#/", "#/", StringComparison.Ordinal))!;
        bundled["definitions"] ??= shared.DeepClone();
        return JsonSchema.FromJsonAsync(bundled.ToJsonString()).GetAwaiter().GetResult();
    }

    /// <summary>The errors of each alternative if none is valid.</summary>
    private static IEnumerable<ValidationError> Leaves(ValidationError error) => error switch
    {
        ChildSchemaValidationError { Errors.Count: > 0 } child when child.Errors.Values.Any(errors => errors.Count > 0) =>
            child.Errors.Values.SelectMany(errors => errors).SelectMany(Leaves),
        _ => [error],
    };
}
