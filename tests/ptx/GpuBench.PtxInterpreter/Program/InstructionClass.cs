namespace GpuBench.PtxInterpreter.Program;

/// <summary>The part of a multiprocessor that an instruction uses.</summary>
public enum InstructionClass
{
    Integer,
    Float,
    Move,
    Control,
    Global,
    Shared,
    Local,
    Parameter,
    Synchronization,
    Matrix,
    AsyncCopy,
    Other,
}
