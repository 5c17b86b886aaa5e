using System.Text.Json;
using GpuBench.Measuring;

namespace GpuBench.Workloads.Models;

/// <summary>The fields of a model's <c>config.json</c>. A null counts as left out, but for <see cref="States"/>.</summary>
internal readonly record struct ConfigFields(JsonElement Root, string Path)
{
    /// <summary>Longer values are cut in messages.</summary>
    private const int LongestShown = 60;

    /// <summary>Whether the field is in the file, even as null.</summary>
    public bool States(string name) => Root.TryGetProperty(name, out _);

    public JsonElement? Find(string name) =>
        Root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <exception cref="UserError">Exit code 4: not an object.</exception>
    public ConfigFields? Inner(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => new(value, Path),
        { } value => throw Invalid(name, value, "an object"),
    };

    public int Size(string name) =>
        OptionalSize(name) ?? throw UserError.BadInput($"{Path}: {name} is missing; add it, or use another file");

    /// <exception cref="UserError">Exit code 4: not a size.</exception>
    public int? OptionalSize(string name)
    {
        const int Largest = LlamaShapeWord.MaxDimension;
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var size) && size is >= 1 and <= Largest
            ? size
            : throw Invalid(name, value, $"a whole number in 1..{Largest}");
    }

    public double? Number(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number ? value.GetDouble() : throw Invalid(name, value, "a number");
    }

    public string? Text(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Invalid(name, value, "a text");
    }

    public bool? Flag(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Invalid(name, value, "true or false"),
    };

    /// <summary>Another kind of model does other work; to measure it as Llama would be silently wrong.</summary>
    public UserError OtherWork(string name, string remedy) => UserError.BadInput(
        $"{Path}: {name} is {Shown(name)}, which the decoder here does not compute; {remedy}");

    /// <summary>The value in a message.</summary>
    public string Shown(string name) => Find(name) is { } value ? Shown(value) : "missing";

    private UserError Invalid(string name, JsonElement value, string wanted) =>
        UserError.BadInput($"{Path}: {name} is {Shown(value)}, not {wanted}; correct it");

    /// <summary>As in the file, on one line.</summary>
    private static string Shown(JsonElement value)
    {
        var text = string.Concat(value.GetRawText().Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length <= LongestShown ? text : $"{text[..LongestShown]}…";
    }
}
