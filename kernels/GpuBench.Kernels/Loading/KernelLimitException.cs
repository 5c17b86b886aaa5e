namespace GpuBench.Kernels.Loading;

/// <summary>A kernel that was built, and of which the device then takes smaller groups than it needs: another kernel may do.</summary>
public sealed class KernelLimitException(string reason) : NotSupportedException(reason);
