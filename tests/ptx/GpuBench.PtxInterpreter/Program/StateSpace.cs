namespace GpuBench.PtxInterpreter.Program;

/// <summary>PTX ISA, "State Spaces": where an address points.</summary>
internal enum StateSpace
{
    Generic,
    Global,
    Shared,
    Local,
    Parameter,
}
