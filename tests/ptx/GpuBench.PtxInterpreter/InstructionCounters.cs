using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter;

/// <summary>Executions of one instruction of the decoded program in one launch.</summary>
/// <param name="Line">Line in the PTX text, from 1. 0 for the return that ends the entry.</param>
/// <param name="Requests">Memory accesses by a warp. One <c>ldmatrix</c> of four matrices counts as four requests.</param>
/// <param name="Sectors">32-byte pieces of global memory that the requests touch.</param>
/// <param name="SharedPasses">Passes over the 32 banks that the requests to shared memory need.</param>
/// <param name="BankConflicts">Passes in addition to the one pass that each phase of a request needs.</param>
/// <param name="Bytes">Bytes that all lanes together request.</param>
public sealed record InstructionCounters(
    int Line,
    string Text,
    string Opcode,
    InstructionClass Class,
    long WarpExecutions,
    long ThreadExecutions,
    long Requests,
    long Sectors,
    long SharedPasses,
    long BankConflicts,
    long Bytes);
