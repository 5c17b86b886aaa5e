namespace GpuBench.PtxInterpreter.Text;

/// <summary>The type of the bits of a constant.</summary>
internal enum ConstantKind
{
    Integer,
    Single,
    Double,
}
