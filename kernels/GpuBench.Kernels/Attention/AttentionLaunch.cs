using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Attention;

/// <summary>Enqueues one attention and returns; allocates nothing.</summary>
/// <remarks>The views start at a multiple of 16 bytes, as whole buffers do, and hold the elements of <paramref name="shape"/> in the storage that was loaded.</remarks>
public delegate void AttentionLaunch(AcceleratorStream stream, ArrayView<uint> q, ArrayView<uint> k, ArrayView<uint> v, ArrayView<uint> o, AttentionShape shape);
