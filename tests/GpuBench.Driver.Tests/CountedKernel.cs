namespace GpuBench.Driver.Tests;

/// <param name="Name">Such as <c>matmul/naive/fp32</c>.</param>
/// <param name="Counts">The kernel's row of the table.</param>
internal sealed record CountedKernel(string Name, string Counts, string Ptx);
