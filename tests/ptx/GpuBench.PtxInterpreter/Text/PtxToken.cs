namespace GpuBench.PtxInterpreter.Text;

/// <param name="Line">Line in the PTX text, from 1.</param>
internal readonly record struct PtxToken(string Text, int Line);
