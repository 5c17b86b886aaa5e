using System.Text.Json.Nodes;
using GpuBench.Publications.Data;

namespace GpuBench.Tests.Publications;

/// <summary>The shipped data with changes in memory.</summary>
internal sealed class EditedFiles : IDataFiles
{
    private readonly Dictionary<string, List<DataFile>> _folders = new[] { "", "accelerators", "published", "rules", "claims", "audits" }
        .ToDictionary(folder => folder, folder => new EmbeddedFiles().In(folder).ToList());

    public IEnumerable<DataFile> In(string folder) => _folders[folder];

    /// <param name="folder">Empty for results/ itself.</param>
    public EditedFiles File(string folder, string slug, Action<JsonObject> edit)
    {
        var files = _folders[folder];
        var index = files.FindIndex(file => file.Slug == slug);
        var document = JsonNode.Parse(files[index].Text)!.AsObject();
        edit(document);
        files[index] = files[index] with { Text = document.ToJsonString() };
        return this;
    }

    /// <summary>Changes a figure in the file that contains it.</summary>
    public EditedFiles Figure(string id, Action<JsonObject> edit) => In(id, edit);

    /// <summary>Removes a figure from the file that contains it.</summary>
    public EditedFiles Without(string id) => In(id, figure => figure.Parent!.AsArray().Remove(figure));

    private EditedFiles In(string id, Action<JsonObject> edit)
    {
        var places = from folder in (string[])["accelerators", "published"]
                     from file in _folders[folder]
                     where FiguresOf(JsonNode.Parse(file.Text)!.AsObject()).Any(figure => IsCalled(figure, id))
                     select (folder, file.Slug);
        var (found, slug) = places.Single();
        return File(found, slug, document => edit(FiguresOf(document).Single(figure => IsCalled(figure, id))));
    }

    public EditedFiles Add(string folder, string slug, string text)
    {
        _folders[folder].Add(new($"results/{folder}/{slug}.json", slug, text));
        return this;
    }

    private static bool IsCalled(JsonObject figure, string id) => figure["id"]!.GetValue<string>() == id;

    private static IEnumerable<JsonObject> FiguresOf(JsonObject document)
    {
        var lists = document["variants"] is JsonArray variants ? variants.Select(variant => variant!["figures"]) : [document["figures"]];
        return lists.SelectMany(list => list!.AsArray()).Select(figure => figure!.AsObject());
    }
}
