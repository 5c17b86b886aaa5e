namespace GpuBench.PtxInterpreter.Program;

/// <summary>The PTX statement that an instruction comes from, and its guard.</summary>
internal sealed record InstructionOrigin(
    int Line, string Text, string Opcode, InstructionClass Class, Register Guard, bool GuardIsNegated);
