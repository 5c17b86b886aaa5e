using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Peak;

/// <summary>Enqueues one run and returns; allocates nothing.</summary>
/// <param name="sink">One word a work item: its length is their number.</param>
/// <param name="iterations">1 .. <see cref="IPeakKernel.MaxIterations"/>.</param>
public delegate void PeakLaunch(AcceleratorStream stream, ArrayView<uint> sink, int iterations);
