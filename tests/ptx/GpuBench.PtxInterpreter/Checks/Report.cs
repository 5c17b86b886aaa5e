namespace GpuBench.PtxInterpreter.Checks;

/// <summary>One kind of fault at one PTX line, with its first place and its count.</summary>
/// <param name="Line">Line in the PTX text, from 1.</param>
/// <param name="Text">Text of the line.</param>
/// <param name="Block">Position in the grid.</param>
/// <param name="Thread">Number in the block. X varies fastest.</param>
/// <param name="Count">Occurrences. For some kinds only the first one counts, because the check then treats the fault as repaired.</param>
public sealed record Report(ReportKind Kind, string Kernel, int Line, string Text, Dim3 Block, int Thread, string Message, long Count)
{
    public override string ToString() =>
        $"{Kind} x{Count} at PTX line {Line} [{Text}] of {Kernel}, block {Block}, thread {Thread}: {Message}";
}
