namespace GpuBench.Fuzzing.Mutating;

/// <summary>A value of a JSON text, identified by its position.</summary>
/// <param name="Kind"><c>{</c>, <c>[</c>, <c>"</c>, <c>0</c> for a number, <c>t</c> for true, false and null.</param>
/// <param name="End">Position after its last byte.</param>
public sealed record JsonSpan(char Kind, int Start, int End)
{
    /// <summary>Members of an object.</summary>
    public IReadOnlyList<JsonMember> Members { get; init; } = [];

    /// <summary>Items of a list.</summary>
    public IReadOnlyList<JsonSpan> Items { get; init; } = [];

    /// <summary>This value and every value in it.</summary>
    public IEnumerable<JsonSpan> All() =>
        Items.Concat(Members.Select(member => member.Value)).SelectMany(value => value.All()).Prepend(this);

    /// <returns>The last member with this name. Null if there is none.</returns>
    public JsonSpan? this[string name] => Members.LastOrDefault(member => member.Name == name)?.Value;
}

/// <param name="Name">The name without escapes.</param>
/// <param name="Start">Position of the name's opening quote.</param>
/// <param name="NameEnd">Position after the name's closing quote.</param>
public sealed record JsonMember(string Name, int Start, int NameEnd, JsonSpan Value);
