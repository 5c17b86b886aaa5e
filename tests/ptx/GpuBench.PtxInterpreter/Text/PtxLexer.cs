namespace GpuBench.PtxInterpreter.Text;

/// <summary>Splits PTX text into words, strings and single punctuation marks. Comments are removed.</summary>
internal sealed class PtxLexer(string text)
{
    private readonly List<PtxToken> _tokens = [];
    private int _position;
    private int _line = 1;

    public IReadOnlyList<PtxToken> Run()
    {
        while (_position < text.Length)
        {
            var character = text[_position];
            if (char.IsWhiteSpace(character))
                Skip(1);
            else if (StartsWith("//"))
                Skip(EndOf("\n", behind: false) - _position);
            else if (StartsWith("/*"))
                Skip(EndOf("*/", behind: true) - _position);
            else if (character == '"')
                Take(text.IndexOf('"', _position + 1) + 1 - _position);
            else
                Take(WordLength());
        }

        return _tokens;
    }

    private static bool IsWordCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '$' or '%' or '.';

    /// <summary>A modifier may contain a double colon, as in <c>shared::cta</c>. A single colon ends a label.</summary>
    private int WordLength()
    {
        var end = _position;
        while (end < text.Length)
        {
            if (IsWordCharacter(text[end]))
                end++;
            else if (end > _position && string.CompareOrdinal(text, end, "::", 0, 2) == 0)
                end += 2;
            else
                break;
        }

        return Math.Max(1, end - _position);
    }

    private bool StartsWith(string mark) => string.CompareOrdinal(text, _position, mark, 0, mark.Length) == 0;

    private int EndOf(string mark, bool behind)
    {
        var index = text.IndexOf(mark, _position, StringComparison.Ordinal);
        return index < 0 ? text.Length : index + (behind ? mark.Length : 0);
    }

    private void Take(int length)
    {
        if (length <= 0)
            throw new PtxException("string without an end", _line, text[_position..Math.Min(text.Length, _position + 20)]);

        _tokens.Add(new(text.Substring(_position, length), _line));
        Skip(length);
    }

    private void Skip(int length)
    {
        _line += text.AsSpan(_position, length).Count('\n');
        _position += length;
    }
}
