namespace GpuBench.PtxInterpreter.Program;

/// <summary>Which part of a multiprocessor an instruction keeps busy.</summary>
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
