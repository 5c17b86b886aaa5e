using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>The parameters that all device functions of this family share, in ILGPU's order.</summary>
internal delegate void MatMulLauncher(AcceleratorStream stream, KernelConfig config, ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulShape shape);
