using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>The parameters that all device functions of the stream kernels share, in ILGPU's order.</summary>
/// <param name="walk">Over quads; the elements that fill none are left to the first work items.</param>
internal delegate void StreamLauncher(
    AcceleratorStream stream, KernelConfig config, ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, float scalar, Walk walk, long elements);
