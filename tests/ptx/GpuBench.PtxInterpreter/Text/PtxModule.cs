namespace GpuBench.PtxInterpreter.Text;

/// <summary>A parsed module: its functions and variables. Immutable.</summary>
public sealed class PtxModule
{
    private readonly IReadOnlyList<string> _lines;

    internal PtxModule(
        string version, string target, IReadOnlyDictionary<string, PtxFunction> functions, IReadOnlyList<PtxVariable> variables,
        IReadOnlyList<string> lines)
    {
        Version = version;
        Target = target;
        Functions = functions;
        Variables = variables;
        _lines = lines;
    }

    /// <summary>Version of the PTX ISA, such as <c>8.0</c>.</summary>
    public string Version { get; }

    /// <summary>The target as written, such as <c>sm_90a</c>.</summary>
    public string Target { get; }

    public IEnumerable<string> EntryNames => Functions.Values.Where(function => function.IsEntry).Select(function => function.Name);

    internal IReadOnlyDictionary<string, PtxFunction> Functions { get; }

    /// <summary>Variables declared outside functions.</summary>
    internal IReadOnlyList<PtxVariable> Variables { get; }

    /// <exception cref="PtxException">The text is not PTX. The message contains the line number and the line.</exception>
    public static PtxModule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ModuleParser(text).Parse();
    }

    /// <summary>A line of the text, with each run of white space replaced by one space.</summary>
    internal string TextOf(int line) =>
        line > 0 && line <= _lines.Count
            ? string.Join(' ', _lines[line - 1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            : "";
}
