namespace GpuBench.PtxInterpreter.Program;

/// <summary>PTX ISA, "State Spaces": the memory that an address refers to.</summary>
internal enum StateSpace
{
    Generic,
    Global,
    Shared,
    Local,
    Parameter,
}
