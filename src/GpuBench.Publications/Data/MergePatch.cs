using System.Text.Json.Nodes;

namespace GpuBench.Publications.Data;

/// <summary>JSON Merge Patch, RFC 7386: how a figure's own fields go over those that its publication shares.</summary>
public static class MergePatch
{
    /// <returns>A new node; neither argument is changed.</returns>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var merged = target is JsonObject before ? (JsonObject)before.DeepClone() : [];
        foreach (var (name, change) in changes)
        {
            if (change is null)
                merged.Remove(name);
            else
                merged[name] = Apply(merged[name], change);
        }
        return merged;
    }
}
