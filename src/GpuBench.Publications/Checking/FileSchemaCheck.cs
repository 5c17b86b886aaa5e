namespace GpuBench.Publications.Checking;

/// <summary>Each file against the schema of its folder.</summary>
public sealed class FileSchemaCheck : IFigureCheck
{
    private static readonly (string Folder, string Schema)[] Folders =
        [("accelerators", "accelerator"), ("published", "publication"), ("rules", "rule"), ("claims", "claim"), ("", "disagreements"), ("", "headline")];

    public string Name => "every file follows its schema";

    public CheckResult Run(CheckedData data) => CheckResult.Of(
        Name,
        "files",
        Folders.SelectMany(folder => data.Files.In(folder.Folder).Where(file => folder.Folder != "" || file.Slug == folder.Schema)
            .Select(file => (Name: $"{folder.Folder}/{file.Slug}.json".TrimStart('/'), folder.Schema, file.Text))),
        file => SchemaSet.Shipped.Violations(file.Schema, file.Text)
            .Select(violation => new CheckFinding(file.Name, null, violation, $"see results/schemas/{file.Schema}.schema.json")));
}
