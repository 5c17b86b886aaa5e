using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GpuBench.Measuring;

/// <summary>
/// Rejects text that the serializer accepts and no file may contain: duplicate members, of which the serializer silently keeps the last;
/// numbers outside the range of a double, which become infinity; null as an element of a list; half of a surrogate pair, which breaks later
/// readers.
/// </summary>
internal static class JsonGuard
{
    /// <exception cref="JsonFault">The message names the member and its line.</exception>
    /// <param name="isOwnFormat">Whether the text has a format of this program. Its lists have no null elements.</param>
    public static void Check(ReadOnlySpan<byte> text, JsonReaderOptions options, bool isOwnFormat)
    {
        var place = new JsonPlace();
        var reader = new Utf8JsonReader(text, options);
        try
        {
            while (reader.Read())
            {
                if (Fault(ref reader, place, isOwnFormat) is { } fault)
                    throw new JsonFault($"{place}{OnLine(text, reader.TokenStartIndex)}: {fault}");
            }
        }
        catch (JsonException syntax)
        {
            throw new JsonFault(Syntax(text, options, place, syntax), syntax);
        }
    }

    /// <returns>Null for a valid token; <paramref name="place"/> is then at the token.</returns>
    private static string? Fault(ref Utf8JsonReader reader, JsonPlace place, bool isOwnFormat)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                place.Enter(reader.TokenType == JsonTokenType.StartArray);
                return null;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                place.Leave();
                return null;
            case JsonTokenType.PropertyName:
                if (place.NameOf(ref reader) is not { } name)
                    return "a member's name has half of a surrogate pair; correct the \\u escape";
                return place.Name(name) ? null : "duplicate member; remove one of the two";
            case JsonTokenType.Number:
                place.Value();
                return reader.TryGetDouble(out var number) && double.IsFinite(number)
                    ? null
                    : $"{Encoding.UTF8.GetString(reader.ValueSpan)} is outside the range of a double (1.8e308); correct it";
            case JsonTokenType.String:
                place.Value();
                return TextOf(ref reader) is null ? "the text has half of a surrogate pair; correct the \\u escape" : null;
            case JsonTokenType.Null when isOwnFormat && place.IsInList:
                place.Value();
                return "the element is null; correct it or remove it";
            default:
                place.Value();
                return null;
        }
    }

    /// <returns>Null if an escape is not a character.</returns>
    internal static string? TextOf(ref Utf8JsonReader reader)
    {
        // The caller needs only names. The bytes are known to be UTF-8, so only escapes can be wrong.
        if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped)
            return "";
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Syntax(ReadOnlySpan<byte> text, JsonReaderOptions options, JsonPlace place, JsonException syntax)
    {
        var line = syntax.LineNumber > 0 ? string.Create(CultureInfo.InvariantCulture, $" on line {syntax.LineNumber + 1}") : "";
        if (EndsTooEarly(text, options))
            return $"{place}{line}: the text is incomplete; the file was cut off, copy it again";
        return syntax.Message.Contains("maximum configured depth", StringComparison.Ordinal)
            ? $"{place}{line}: nested deeper than a file of this program may be; name another file"
            : $"{place}{line}: {syntax.Message.Split(" LineNumber:")[0].TrimEnd('.')}";
    }

    /// <summary>Whether only the end of the text is missing.</summary>
    private static bool EndsTooEarly(ReadOnlySpan<byte> text, JsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new(options));
        try
        {
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string OnLine(ReadOnlySpan<byte> text, long at)
    {
        var before = text[..(int)at].Count((byte)'\n');
        return before == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" on line {before + 1}");
    }
}

/// <summary>Position of a JSON reader, with the names of the members so far in each enclosing object.</summary>
internal sealed class JsonPlace
{
    /// <summary>Longer names get a string of their own.</summary>
    private const int LongestPooled = 64;

    /// <summary>The names so far. A document repeats the same few names in thousands of objects.</summary>
    private readonly HashSet<string> _pool = [];

    private readonly List<Level> _levels = [];
    private int _depth;

    /// <returns>The name at the reader; null if an escape is not a character.</returns>
    public string? NameOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped || reader.ValueSpan.Length > LongestPooled)
            return JsonGuard.TextOf(ref reader);
        Span<char> name = stackalloc char[LongestPooled];
        name = name[..Encoding.UTF8.GetChars(reader.ValueSpan, name)];
        if (!_pool.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var pooled))
            _pool.Add(pooled = name.ToString());
        return pooled;
    }

    public bool IsInList => _depth > 0 && _levels[_depth - 1].IsList;

    public void Enter(bool isList)
    {
        Value();
        if (_levels.Count == _depth)
            _levels.Add(new());
        _levels[_depth++].Begin(isList);
    }

    public void Leave() => _depth--;

    /// <returns>False for a duplicate member.</returns>
    public bool Name(string name) => _levels[_depth - 1].Name(name);

    /// <summary>Begins a value; in a list, moves to the next index.</summary>
    public void Value()
    {
        if (_depth > 0)
            _levels[_depth - 1].Index++;
    }

    /// <returns>E.g. <c>$.rows[0].unit</c>.</returns>
    public override string ToString()
    {
        var path = new StringBuilder("$");
        foreach (var level in _levels.Take(_depth))
            level.AppendTo(path);
        return path.ToString();
    }

    /// <summary>One object or list. Levels are reused at the same depth, because a document has thousands of objects.</summary>
    private sealed class Level
    {
        private readonly HashSet<string> _names = [];
        private string _name = "";

        public bool IsList { get; private set; }

        public int Index { get; set; }

        public void Begin(bool isList)
        {
            (IsList, _name, Index) = (isList, "", -1);
            _names.Clear();
        }

        public bool Name(string name)
        {
            _name = name;
            return _names.Add(name);
        }

        public void AppendTo(StringBuilder path)
        {
            if (IsList && Index >= 0)
                path.Append(CultureInfo.InvariantCulture, $"[{Index}]");
            else if (_name.Length > 0)
                path.Append(_name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? $".{_name}" : $"['{_name}']");
        }
    }
}
