namespace GpuBench.PtxInterpreter.Text;

/// <summary>What the bits of a constant are.</summary>
internal enum ConstantKind
{
    Integer,
    Single,
    Double,
}
