using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>Enqueues one matrix product and returns; allocates nothing.</summary>
/// <remarks>The views start at a multiple of 16 bytes, as whole buffers do, and hold the elements of <paramref name="shape"/> in the storage that was loaded.</remarks>
public delegate void MatMulLaunch(AcceleratorStream stream, ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulShape shape);
