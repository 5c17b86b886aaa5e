namespace GpuBench.PtxInterpreter.Conformance.Numerics;

/// <summary>The rounding modifiers of PTX.</summary>
public enum RoundingMode
{
    /// <summary><c>.rn</c>, <c>.rni</c>: to nearest, ties to even.</summary>
    NearestEven,

    /// <summary><c>.rna</c>: to nearest, ties away from zero.</summary>
    NearestAway,

    /// <summary><c>.rz</c>, <c>.rzi</c>: towards zero.</summary>
    Zero,

    /// <summary><c>.rm</c>, <c>.rmi</c>: towards minus infinity.</summary>
    Down,

    /// <summary><c>.rp</c>, <c>.rpi</c>: towards plus infinity.</summary>
    Up,
}
