namespace GpuBench.Fuzzing.Mutating;

/// <summary>A value of a JSON text, by where it stands.</summary>
/// <param name="Kind"><c>{</c>, <c>[</c>, <c>"</c>, <c>0</c> for a number, <c>t</c> for true, false and null.</param>
/// <param name="End">After its last byte.</param>
public sealed record JsonSpan(char Kind, int Start, int End)
{
    /// <summary>Of an object.</summary>
    public IReadOnlyList<JsonMember> Members { get; init; } = [];

    /// <summary>Of a list.</summary>
    public IReadOnlyList<JsonSpan> Items { get; init; } = [];

    /// <summary>This value and every one within.</summary>
    public IEnumerable<JsonSpan> All() =>
        Items.Concat(Members.Select(member => member.Value)).SelectMany(value => value.All()).Prepend(this);

    /// <returns>The last member of that name; null where there is none.</returns>
    public JsonSpan? this[string name] => Members.LastOrDefault(member => member.Name == name)?.Value;
}

/// <param name="Name">Without escapes.</param>
/// <param name="Start">Of the name's quote.</param>
/// <param name="NameEnd">After the name's closing quote.</param>
public sealed record JsonMember(string Name, int Start, int NameEnd, JsonSpan Value);
