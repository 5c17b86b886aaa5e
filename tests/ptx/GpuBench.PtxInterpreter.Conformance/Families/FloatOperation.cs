using GpuBench.PtxInterpreter.Conformance.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>A correctly rounded floating-point operation.</summary>
/// <param name="Name">The opcode.</param>
/// <param name="Arity">Number of operands.</param>
/// <param name="Exact">The unrounded result. The rounding mode determines the sign of a zero sum.</param>
internal sealed record FloatOperation(string Name, int Arity, Func<ExactNumber[], RoundingMode, ExactNumber> Exact)
{
    /// <summary>The operations that every format has.</summary>
    public static IReadOnlyList<FloatOperation> Common { get; } =
    [
        new("add", 2, (x, mode) => ExactNumber.Add(x[0], x[1], mode)),
        new("sub", 2, (x, mode) => ExactNumber.Add(x[0], -x[1], mode)),
        new("mul", 2, (x, _) => x[0] * x[1]),
        new("fma", 3, (x, mode) => ExactNumber.Add(x[0] * x[1], x[2], mode)),
    ];

    /// <summary>The operations that only binary32 and binary64 have.</summary>
    public static IReadOnlyList<FloatOperation> OfWideFormats { get; } =
    [
        new("div", 2, (x, _) => x[0] / x[1]),
        new("rcp", 1, (x, _) => ExactNumber.FromInteger(1) / x[0]),
        new("sqrt", 1, (x, _) => x[0].SquareRoot()),
    ];
}
