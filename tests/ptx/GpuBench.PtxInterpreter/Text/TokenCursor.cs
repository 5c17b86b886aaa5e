using System.Globalization;

namespace GpuBench.PtxInterpreter.Text;

/// <summary>The current position of the parsers in the text.</summary>
internal sealed class TokenCursor(string text)
{
    private readonly IReadOnlyList<PtxToken> _tokens = new PtxLexer(text).Run();
    private int _position;

    public IReadOnlyList<string> Lines { get; } = text.Split('\n');

    public bool IsAtEnd => _position >= _tokens.Count;

    /// <summary>The current word. Empty at the end.</summary>
    public string Word => WordAt(0);

    public int Line => _tokens.Count == 0 ? 0 : _tokens[Math.Min(_position, _tokens.Count - 1)].Line;

    public string WordAt(int distance) => _position + distance < _tokens.Count ? _tokens[_position + distance].Text : "";

    public string Next()
    {
        if (IsAtEnd)
            throw Error("the text ends too early");
        return _tokens[_position++].Text;
    }

    public bool Accept(string word)
    {
        if (IsAtEnd || Word != word)
            return false;

        _position++;
        return true;
    }

    public void Expect(string word)
    {
        if (!Accept(word))
            throw Error($"expected '{word}', found '{Word}'");
    }

    public int NextInteger() =>
        int.TryParse(Next(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Error("expected a number");

    /// <summary>Skips a directive that does not affect execution, up to its semicolon or the end of its line.</summary>
    public void SkipDirective()
    {
        var line = Line;
        while (!IsAtEnd && Line == line)
        {
            if (Next() == ";")
                return;
        }
    }

    public PtxException Error(string message) =>
        new(message, Line, Line > 0 && Line <= Lines.Count ? Lines[Line - 1].Trim() : "");
}
