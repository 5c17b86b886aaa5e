namespace GpuBench.PtxInterpreter.Text;

/// <summary>An instruction as written: <c>@guard opcode.modifiers operands;</c>.</summary>
/// <param name="Opcode">The part before the first dot.</param>
/// <param name="Modifiers">The parts after the first dot.</param>
/// <param name="Guard">A predicate register.</param>
internal sealed record InstructionStatement(
    int Line, string Opcode, IReadOnlyList<string> Modifiers, IReadOnlyList<PtxOperand> Operands, string? Guard, bool GuardIsNegated)
    : PtxStatement(Line)
{
    /// <summary>The last modifier, which is the type of most instructions.</summary>
    public string Type => Modifiers.Count == 0 ? "" : Modifiers[^1];

    public string FullOpcode => Modifiers.Count == 0 ? Opcode : $"{Opcode}.{string.Join('.', Modifiers)}";

    public bool Has(string modifier) => Modifiers.Contains(modifier);
}
