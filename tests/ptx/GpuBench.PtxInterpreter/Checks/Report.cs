namespace GpuBench.PtxInterpreter.Checks;

/// <summary>One kind of fault at one PTX line; where it happened first and how often.</summary>
/// <param name="Line">In the PTX text, from 1.</param>
/// <param name="Text">Of that line.</param>
/// <param name="Block">In the grid.</param>
/// <param name="Thread">In the block, X running fastest.</param>
/// <param name="Count">Occurrences; for some kinds the first alone is seen, as it is then taken as mended.</param>
public sealed record Report(ReportKind Kind, string Kernel, int Line, string Text, Dim3 Block, int Thread, string Message, long Count)
{
    public override string ToString() =>
        $"{Kind} x{Count} at PTX line {Line} [{Text}] of {Kernel}, block {Block}, thread {Thread}: {Message}";
}
