namespace GpuBench.PtxInterpreter.Conformance.Cases;

/// <summary>Global memory that the kernel writes: a <c>.u64</c> parameter that holds its address.</summary>
/// <param name="Expected">The content after the launch.</param>
/// <param name="Initial">The content before the launch. If null, the memory is uninitialised.</param>
public sealed record OutputBuffer(string Name, Expectation Expected, byte[]? Initial = null) : CaseArgument(Name);
