using GpuBench.PtxInterpreter.Mutation;

namespace GpuBench.Mutation.Tests;

/// <param name="Kernel">Such as <c>matmul/naive/fp32</c>, as the test that meets it names it.</param>
/// <param name="Count">How many such changes survive: another like them that survives, too, is a new one.</param>
/// <param name="Mutant">As <see cref="PtxMutant.Description"/>.</param>
/// <param name="Reason">Why results cannot tell and no rule is broken.</param>
internal sealed record EquivalentMutant(string Kernel, int Count, string Mutant, string Reason);
