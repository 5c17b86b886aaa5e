using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Attention;

/// <summary>The parameters that all device functions of this family share, in ILGPU's order.</summary>
internal delegate void AttentionLauncher(
    AcceleratorStream stream, KernelConfig config, ArrayView<uint> q, ArrayView<uint> k, ArrayView<uint> v, ArrayView<uint> o, AttentionArguments arguments);
