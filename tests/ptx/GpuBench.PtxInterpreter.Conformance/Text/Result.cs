using GpuBench.PtxInterpreter.Conformance.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Text;

/// <summary>One destination operand of an element-wise case.</summary>
/// <param name="Bytes">Width of its register: 2, 4 or 8.</param>
/// <param name="Values">The expected bits for each element.</param>
internal sealed record Result(int Bytes, IReadOnlyList<ulong> Values)
{
    /// <summary>The number format of the parts of the register. If null, the bits are compared.</summary>
    public FloatFormat? Format { get; init; }

    /// <summary>NaN must be the format's canonical one.</summary>
    public bool CanonicalNaN { get; init; }

    /// <summary>The allowed difference of each part. Null if none.</summary>
    public IReadOnlyList<double>? Margins { get; init; }

    public string MarginReason { get; init; } = "";

    /// <summary>Elements whose result the ISA does not define.</summary>
    public IReadOnlySet<int> Undefined { get; init; } = new HashSet<int>();
}
