namespace GpuBench.PtxInterpreter.Program;

/// <summary>Where an instruction comes from and what guards it.</summary>
internal sealed record InstructionOrigin(
    int Line, string Text, string Opcode, InstructionClass Class, Register Guard, bool GuardIsNegated);
