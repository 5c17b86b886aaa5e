using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>The parameters that all device functions of the stream kernels share, in ILGPU's order.</summary>
internal delegate void StreamLauncher(
    AcceleratorStream stream, KernelConfig config, ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, float scalar, long elements);
