namespace GpuBench.Kernels.MatMul;

/// <summary>C = A·B with A (M,K), B (K,N), C (M,N), all row-major: 2·M·N·K FLOP, at least (M·K + K·N + M·N)·sizeof(element) bytes.</summary>
public readonly record struct MatMulShape(int M, int N, int K);
