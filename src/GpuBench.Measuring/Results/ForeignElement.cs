using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace GpuBench.Measuring.Results;

/// <summary>A row, device or missing back end of a results document with a word that this version does not know.</summary>
/// <param name="List">The list that contains it: one of <see cref="ForeignElements.Lists"/>.</param>
/// <param name="Json">The element as in the file.</param>
/// <param name="Why">The member and its word, e.g. <c>unit 'dpx' is not known to this version</c>.</param>
public sealed record ForeignElement(string List, JsonElement Json, string Why)
{
    public bool IsRow => List == ForeignElements.Rows;

    /// <param name="path">Names of members, from the outermost.</param>
    /// <returns>Text of the member: numbers as written, objects and lists as JSON; empty if it is missing.</returns>
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
/// A newer version may have more words, e.g. for units, types or back ends. Elements with such words are set aside unchanged, and the
/// others are read.
/// </summary>
internal static class ForeignElements
{
    public const string Rows = "rows";

    /// <summary>Lists that may have elements with new words, and the type of an element.</summary>
    private static readonly (string List, JsonTypeInfo Type)[] Lists =
    [
        (Rows, ResultJson.Default.ResultRow),
        ("manifest.devices", ResultJson.Default.DeviceOpened),
        ("manifest.missing", ResultJson.Default.MissingBackend),
    ];

    /// <summary>Whether the text is JSON with an unknown word or member, so that setting elements aside may help.</summary>
    public static bool MayBe(JsonFault fault) => fault.InnerException is JsonException cause && IsFromNewerVersion(cause);

    /// <param name="text">A results document in valid JSON.</param>
    /// <returns>The document without the foreign elements, and these elements.</returns>
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

    /// <param name="json">The document without the foreign elements.</param>
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
        catch (JsonException cause) when (IsFromNewerVersion(cause))
        {
            var member = cause.Path!.TrimStart('$').TrimStart('.');
            return $"{member}{(cause is UnknownWordException unknown ? $" '{unknown.Word}'" : "")} is not known to this version";
        }
        catch (JsonException)
        {
            // The later parse reports the error with its line.
            return null;
        }
    }

    private static bool IsFromNewerVersion(JsonException cause) =>
        cause is UnknownWordException || cause.Message.Contains("could not be mapped", StringComparison.Ordinal);
}
