using System.Text.Json.Nodes;
using GpuBench.Measuring;
using GpuBench.Publications.Data;

namespace GpuBench.Fuzzing.Corpus;

/// <summary>A shipped file of results/, shortened to its first figures, with substitutes for the publications that it names.</summary>
internal sealed class FigureFile
{
    private static readonly string[] Folders = ["accelerators", "published", "rules", "claims", "audits", ""];
    private static readonly string[] Lists = ["variants", "figures", "limits", "entries", "rows"];
    private const int MaxElements = 2;

    private readonly string _folder;
    private readonly IReadOnlyList<DataFile> _stubs;

    private FigureFile(string folder, string slug, string text)
    {
        (_folder, Slug, Text) = (folder, slug, text);
        _stubs = [.. SourcesIn(JsonNode.Parse(text)!).Distinct().Where(source => source != slug || folder != "published").Select(Stub)];
    }

    public string Slug { get; }

    public string Text { get; }

    /// <summary>The list whose elements are counted. Null if the data do not contain their number.</summary>
    public string? ListPath => _folder == "published" ? "figures" : null;

    public static IReadOnlyList<FigureFile> Shipped() =>
    [
        .. from folder in Folders
           from file in new EmbeddedFiles().In(folder)
           select new FigureFile(folder, file.Slug, CutDown(JsonNode.Parse(file.Text)!).ToJsonString()),
    ];

    /// <exception cref="UserError">The text is not UTF-8. The message is that of the reader of a folder.</exception>
    public IDataFiles Instead(byte[] text)
    {
        var path = $"results/{_folder}/{Slug}.json";
        try
        {
            return new Files(_folder, new(path, Slug, JsonText.Decode(text)), _stubs);
        }
        catch (JsonFault fault)
        {
            throw UserError.BadInput($"{path}: {fault.Message}", fault);
        }
    }

    private static JsonNode CutDown(JsonNode node)
    {
        foreach (var list in Lists.Select(name => (node as JsonObject)?[name]).OfType<JsonArray>())
        {
            while (list.Count > MaxElements)
                list.RemoveAt(MaxElements);
            foreach (var element in list)
                CutDown(element!);
        }
        return node;
    }

    private static IEnumerable<string> SourcesIn(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member =>
            member is { Key: "source", Value: JsonValue source } ? [source.GetValue<string>()] : SourcesIn(member.Value)),
        JsonArray items => items.SelectMany(SourcesIn),
        _ => [],
    };

    private static DataFile Stub(string slug) => new(
        $"results/published/{slug}.json", slug,
        """{"schemaVersion":1,"source":{"title":"A","kind":"blog","tier":3,"url":"https://example.org/a"},"figures":[]}""");

    private sealed class Files(string folder, DataFile file, IReadOnlyList<DataFile> stubs) : IDataFiles
    {
        public IEnumerable<DataFile> In(string asked) =>
            [.. asked == folder ? [file] : (DataFile[])[], .. asked == "published" ? stubs : []];
    }
}
