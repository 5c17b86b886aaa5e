using System.Globalization;
using System.Text;

namespace GpuBench.Measuring;

/// <summary>Where a reader of JSON stands, and which members the objects around it had so far.</summary>
internal sealed class JsonPlace
{
    private readonly List<Level> _levels = [];
    private int _depth;

    public bool IsInList => _depth > 0 && _levels[_depth - 1].IsList;

    public void Enter(bool isList)
    {
        Value();
        if (_levels.Count == _depth)
            _levels.Add(new());
        _levels[_depth++].Begin(isList);
    }

    public void Leave() => _depth--;

    /// <returns>False: the object had that member before.</returns>
    public bool Name(string name) => _levels[_depth - 1].Name(name);

    /// <summary>A value begins; in a list it is the next one.</summary>
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

    /// <summary>One object or list. Reused at the same depth: a document has thousands of them.</summary>
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
