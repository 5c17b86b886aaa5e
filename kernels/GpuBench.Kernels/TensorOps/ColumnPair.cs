using GpuBench.Kernels.Storage;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Eight columns of B in two neighbours along K.</summary>
internal struct ColumnPair
{
    public Quad FirstLeft;
    public Quad FirstRight;
    public Quad SecondLeft;
    public Quad SecondRight;
}
