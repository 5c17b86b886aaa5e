using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>Enqueues the filling of a whole view and returns; allocates nothing.</summary>
public delegate void FillLaunch(AcceleratorStream stream, ArrayView<uint> target, ulong seed);
