namespace GpuBench.Measuring.Trials;

/// <param name="Name">The kernel version, or the library's routine.</param>
/// <param name="Reason">Why this one, in a clause.</param>
public sealed record KernelUsed(string Name, string Reason);
