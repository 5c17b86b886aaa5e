using System.Globalization;
using System.Text;

namespace GpuBench.Fuzzing.Mutating;

/// <summary>
/// A separate parser that follows RFC 8259. A reader's result must not be judged by the parser that the reader uses. It keeps both of two
/// members with the same name.
/// </summary>
/// <param name="lenient">Allows comments and commas before a closing bracket.</param>
public sealed class JsonParser(byte[] text, bool lenient = false)
{
    private const int MaxDepth = 300;
    private int _at;

    /// <returns>Null if the text is not JSON, or if its nesting is too deep.</returns>
    public static JsonSpan? Parse(byte[] text, bool lenient = false)
    {
        var parser = new JsonParser(text, lenient);
        try
        {
            if (text is [0xEF, 0xBB, 0xBF, ..])
                parser._at = 3;
            var value = parser.Value(0);
            parser.Space();
            return parser._at == text.Length ? value : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private JsonSpan Value(int depth)
    {
        Space();
        var start = _at;
        switch (Peek())
        {
            case '{' when depth < MaxDepth:
                var members = Members(depth);
                return new('{', start, _at) { Members = members };
            case '[' when depth < MaxDepth:
                var items = Items(depth);
                return new('[', start, _at) { Items = items };
            case '"':
                Text();
                return new('"', start, _at);
            case 't' or 'f' or 'n':
                while (Peek() is >= 'a' and <= 'z')
                    _at++;
                return Slice(start) is "true" or "false" or "null" ? new('t', start, _at) : throw new FormatException();
            default:
                Number();
                return new('0', start, _at);
        }
    }

    private List<JsonMember> Members(int depth)
    {
        var members = new List<JsonMember>();
        _at++;
        while (More('}', members.Count))
        {
            var start = _at;
            if (Peek() != '"')
                throw new FormatException();
            var name = Text();
            var nameEnd = _at;
            Space();
            Expect(':');
            members.Add(new(name, start, nameEnd, Value(depth + 1)));
        }
        return members;
    }

    private List<JsonSpan> Items(int depth)
    {
        var items = new List<JsonSpan>();
        _at++;
        while (More(']', items.Count))
            items.Add(Value(depth + 1));
        return items;
    }

    /// <returns>False if the bracket was closed.</returns>
    private bool More(char closing, int count)
    {
        Space();
        if (count > 0 && Peek() != closing)
        {
            Expect(',');
            Space();
            if (Peek() == closing && !lenient)
                throw new FormatException();
        }
        if (Peek() != closing)
            return true;
        _at++;
        return false;
    }

    private string Text()
    {
        var result = new StringBuilder();
        _at++;
        while (Peek() != '"')
        {
            var start = _at;
            if (Peek() == '\\')
            {
                _at++;
                result.Append(Escape());
                continue;
            }
            while (Peek() is not ('"' or '\\'))
            {
                if (Peek() < ' ')
                    throw new FormatException();
                _at++;
            }
            result.Append(Slice(start));
        }
        _at++;
        return result.ToString();
    }

    private char Escape()
    {
        var letter = Peek();
        _at++;
        if (letter != 'u')
            return "\"\\/bfnrt".Contains(letter, StringComparison.Ordinal)
                ? letter switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => letter }
                : throw new FormatException();
        if (_at + 4 > text.Length)
            throw new FormatException();
        _at += 4;
        return (char)ushort.Parse(Encoding.ASCII.GetString(text, _at - 4, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    /// <summary><c>-? (0 | [1-9] digits) (. digits)? (e [+-]? digits)?</c></summary>
    private void Number()
    {
        Skip('-');
        if (!Skip('0'))
            Digits();
        if (Skip('.'))
            Digits();
        if (Skip('e') || Skip('E'))
        {
            _ = Skip('+') || Skip('-');
            Digits();
        }
    }

    private void Digits()
    {
        if (!char.IsAsciiDigit(Peek()))
            throw new FormatException();
        while (char.IsAsciiDigit(Peek()))
            _at++;
    }

    private void Space()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n' || (lenient && Peek() == '/'))
        {
            if (Peek() == '/')
                Comment();
            else
                _at++;
        }
    }

    private void Comment()
    {
        var rest = text.AsSpan(_at);
        var length = rest.StartsWith("//"u8) ? rest.IndexOf((byte)'\n')
            : rest.StartsWith("/*"u8) ? rest[2..].IndexOf("*/"u8) + 4
            : throw new FormatException();
        _at = length < 4 && rest.StartsWith("/*"u8) ? throw new FormatException() : length < 0 ? text.Length : _at + length;
    }

    private char Peek() => _at < text.Length ? (char)text[_at] : '\0';

    private bool Skip(char letter)
    {
        var isThere = Peek() == letter;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void Expect(char letter)
    {
        if (!Skip(letter))
            throw new FormatException();
    }

    private string Slice(int start) => Encoding.UTF8.GetString(text, start, _at - start);
}
