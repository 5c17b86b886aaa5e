namespace GpuBench.PtxInterpreter.Conformance.Cases;

/// <summary>Global memory that the kernel reads: a <c>.u64</c> parameter that holds its address.</summary>
/// <param name="Bytes">The content before the launch.</param>
public sealed record InputBuffer(string Name, byte[] Bytes) : CaseArgument(Name);
