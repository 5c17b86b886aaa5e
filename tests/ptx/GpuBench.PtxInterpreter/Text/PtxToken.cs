namespace GpuBench.PtxInterpreter.Text;

/// <param name="Line">In the PTX text, from 1.</param>
internal readonly record struct PtxToken(string Text, int Line);
