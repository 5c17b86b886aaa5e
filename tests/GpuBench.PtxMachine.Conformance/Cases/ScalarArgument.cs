namespace GpuBench.PtxMachine.Conformance.Cases;

/// <summary>A number passed by value: a <c>.u32</c> parameter.</summary>
public sealed record ScalarArgument(string Name, uint Value) : CaseArgument(Name);
