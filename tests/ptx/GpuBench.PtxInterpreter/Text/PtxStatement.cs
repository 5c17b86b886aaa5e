namespace GpuBench.PtxInterpreter.Text;

/// <summary>A statement in a function's body.</summary>
/// <param name="Line">Line in the PTX text, from 1.</param>
internal abstract record PtxStatement(int Line);

internal sealed record ScopeStart(int Line) : PtxStatement(Line);

internal sealed record ScopeEnd(int Line) : PtxStatement(Line);

internal sealed record LabelStatement(int Line, string Name) : PtxStatement(Line);

/// <summary>One <c>.reg</c> name. A <paramref name="Count"/> of n declares Name0 to Name(n-1).</summary>
internal sealed record RegisterStatement(int Line, string Type, string Name, int? Count) : PtxStatement(Line);

internal sealed record VariableStatement(int Line, PtxVariable Variable) : PtxStatement(Line);
