using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>Enqueues one pass and returns; allocates nothing.</summary>
/// <remarks>
/// <paramref name="a"/> has the number of elements that was loaded; <paramref name="b"/> too where the operation reads it, otherwise it may be empty or any view.
/// <paramref name="c"/> has as many where the operation writes an array; for Dot and Read it has <see cref="IStreamKernel.PartialCount"/> words, one fp32 partial sum for each work item, to be summed on the host.
/// Views start at a multiple of 16 bytes, as whole buffers do.
/// </remarks>
public delegate void StreamLaunch(AcceleratorStream stream, ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, float scalar);
