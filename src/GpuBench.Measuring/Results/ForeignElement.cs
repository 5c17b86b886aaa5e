using System.Text.Json;

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
