namespace GpuBench.PtxInterpreter.Conformance.Cases;

/// <summary>One parameter of a case's kernel, in the order of its declaration.</summary>
/// <param name="Name">The name in messages.</param>
public abstract record CaseArgument(string Name);
