using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GpuBench.Publications.Data;

/// <summary>JSON Merge Patch, RFC 7386: a figure's own fields override those that its publication shares.</summary>
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

/// <summary>The text that <see cref="MergePatch"/> gives, without the nodes: the figures are thousands.</summary>
internal sealed class MergedText
{
    private readonly ArrayBufferWriter<byte> _text = new();

    /// <returns>UTF-8, valid until the next call.</returns>
    public ReadOnlySpan<byte> Of(JsonNode target, JsonObject patch)
    {
        _text.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_text))
            Write(writer, target, patch);
        return _text.WrittenSpan;
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            patch!.WriteTo(writer);
            return;
        }
        var before = target as JsonObject;
        writer.WriteStartObject();
        foreach (var (name, value) in before ?? [])
            if (!changes.ContainsKey(name))
                Write(writer, name, value);
        foreach (var (name, change) in changes)
        {
            if (change is null)
                continue;
            writer.WritePropertyName(name);
            Write(writer, before?[name], change);
        }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, JsonNode? value)
    {
        writer.WritePropertyName(name);
        if (value is null)
            writer.WriteNullValue();
        else
            value.WriteTo(writer);
    }
}
