using GpuBench.PtxInterpreter.Mutation;

namespace GpuBench.Mutation.Tests;

/// <param name="Kernel">The kernel's name in its test, such as <c>matmul/naive/fp32</c>.</param>
/// <param name="Count">Number of such mutants that survive. One more surviving mutant of this kind is a new mutant.</param>
/// <param name="Mutant">Equal to <see cref="PtxMutant.Description"/>.</param>
/// <param name="Reason">Why the results cannot differ and no rule is broken.</param>
internal sealed record EquivalentMutant(string Kernel, int Count, string Mutant, string Reason);
