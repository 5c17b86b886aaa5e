namespace GpuBench.PtxInterpreter.Conformance.Cases;

/// <summary>One parameter of a case's kernel, in the order of its declaration.</summary>
/// <param name="Name">What messages call it.</param>
public abstract record CaseArgument(string Name);
