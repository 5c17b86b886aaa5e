using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace GpuBench.Measuring.Results;

/// <summary>A row, a device or a missing back end of a results document in which a word stands that this version does not know.</summary>
/// <param name="List">Which of <see cref="ForeignElements.Lists"/>.</param>
/// <param name="Json">As it stands in the file.</param>
/// <param name="Why">The member and its word, e.g. <c>unit 'dpx' is not known to this version</c>.</param>
public sealed record ForeignElement(string List, JsonElement Json, string Why)
{
    public bool IsRow => List == ForeignElements.Rows;

    /// <param name="path">Names of members, from the outermost.</param>
    /// <returns>The text of a member, numbers as they are written; of an object or list its JSON; empty where it is missing.</returns>
    public string Text(params string[] path)
    {
        var at = Json;
        foreach (var name in path)
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return "";
        return at.ValueKind == JsonValueKind.Null ? "" : at.ToString();
    }

    /// <returns>E.g. <c>m=512,n=512,k=512</c>, or <c>fp4/fp32/bf16</c> without names.</returns>
    public string Members(string name, bool withNames)
    {
        if (Json.ValueKind != JsonValueKind.Object || !Json.TryGetProperty(name, out var members))
            return "";
        if (members.ValueKind != JsonValueKind.Object)
            return Text(name);
        var texts = members.EnumerateObject()
            .Select(member => withNames ? $"{member.Name}={member.Value.ToString()}" : member.Value.ToString());
        return string.Join(withNames ? ',' : '/', texts);
    }
}

/// <summary>
/// A newer version may have more words: a unit, a type, a back end. Its rows that use them are set aside as they stand, and the
/// others are read.
/// </summary>
internal static class ForeignElements
{
    public const string Rows = "rows";

    /// <summary>Where in a document words may grow, with what one element is read as.</summary>
    private static readonly (string List, JsonTypeInfo Type)[] Lists =
    [
        (Rows, ResultJson.Default.ResultRow),
        ("manifest.devices", ResultJson.Default.DeviceOpened),
        ("manifest.missing", ResultJson.Default.MissingBackend),
    ];

    /// <summary>Whether setting something aside may help: the text is JSON, and a word or a member in it is not known.</summary>
    public static bool MayBe(JsonFault fault) => fault.InnerException is JsonException cause && IsOfANewerVersion(cause);

    /// <param name="text">A results document, which is JSON.</param>
    /// <returns>The document without them, and them.</returns>
    public static (byte[] Text, IReadOnlyList<ForeignElement> Foreign) SetAside(ReadOnlySpan<byte> text)
    {
        var document = JsonNode.Parse(text)!;
        var foreign = new List<ForeignElement>();
        foreach (var (list, type) in Lists)
        {
            if (ListAt(document, list) is not { } elements)
                continue;
            foreach (var element in elements.ToList())
            {
                if (ForeignReason(element!, type) is not { } why)
                    continue;
                foreign.Add(new(list, element.Deserialize(ResultJson.Default.JsonElement), why));
                elements.Remove(element);
            }
        }
        return (JsonSerializer.SerializeToUtf8Bytes(document, ResultJson.Default.JsonNode), foreign);
    }

    /// <param name="json">The document without them.</param>
    /// <returns>The document with them at the end of their lists.</returns>
    public static string PutBack(string json, IReadOnlyList<ForeignElement> foreign)
    {
        var document = JsonNode.Parse(json)!;
        foreach (var element in foreign)
            ListAt(document, element.List)?.Add(JsonNode.Parse(element.Json.GetRawText()));
        return document.ToJsonString();
    }

    private static JsonArray? ListAt(JsonNode document, string path)
    {
        JsonNode? at = document;
        foreach (var name in path.Split('.'))
            at = (at as JsonObject)?[name];
        return at as JsonArray;
    }

    private static string? ForeignReason(JsonNode element, JsonTypeInfo type)
    {
        try
        {
            element.Deserialize(type);
            return null;
        }
        catch (JsonException cause) when (IsOfANewerVersion(cause))
        {
            var member = cause.Path!.TrimStart('$').TrimStart('.');
            return $"{member}{(cause is UnknownWordException unknown ? $" '{unknown.Word}'" : "")} is not known to this version";
        }
        catch (JsonException)
        {
            // Whoever reads the rest reports it with its place in the file.
            return null;
        }
    }

    private static bool IsOfANewerVersion(JsonException cause) =>
        cause is UnknownWordException || cause.Message.Contains("could not be mapped", StringComparison.Ordinal);
}
