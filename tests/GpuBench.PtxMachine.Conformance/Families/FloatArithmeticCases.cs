using GpuBench.PtxMachine.Conformance.Cases;
using GpuBench.PtxMachine.Conformance.Numerics;

namespace GpuBench.PtxMachine.Conformance.Families;

/// <summary>Correctly rounded arithmetic of binary32 and binary64 in every rounding mode.</summary>
internal static class FloatArithmeticCases
{
    private const string Family = "float arithmetic", Chapter = "Floating Point Instructions: ";

    private static readonly (string Name, int Arity, Func<ExactNumber[], RoundingMode, ExactNumber> Exact)[] Operations =
    [
        ("add", 2, (x, mode) => ExactNumber.Add(x[0], x[1], mode)),
        ("sub", 2, (x, mode) => ExactNumber.Add(x[0], -x[1], mode)),
        ("mul", 2, (x, _) => x[0] * x[1]),
        ("fma", 3, (x, mode) => ExactNumber.Add(x[0] * x[1], x[2], mode)),
        ("div", 2, (x, _) => x[0] / x[1]),
        ("rcp", 1, (x, _) => ExactNumber.FromInteger(1) / x[0]),
        ("sqrt", 1, (x, _) => x[0].SquareRoot()),
    ];

    public static IEnumerable<ConformanceCase> All() =>
        from operation in Operations
        from rounding in new[] { "rn", "rz", "rm", "rp" }
        from variant in new[] { ("", "f32"), (".ftz", "f32"), (".sat", "f32"), (".ftz.sat", "f32"), ("", "f64") }
        let saturates = variant.Item1.Contains("sat", StringComparison.Ordinal)
        where !saturates || operation.Name is "add" or "sub" or "mul" or "fma"
        select FloatCase.Create(
            Family,
            Chapter + operation.Name,
            $"{operation.Name}.{rounding}{variant.Item1}.{variant.Item2}",
            PtxTarget.Sm80,
            FloatFormat.Of(variant.Item2),
            packed: false,
            new(RoundingModes.Parse(rounding), Ftz: variant.Item1.Contains("ftz", StringComparison.Ordinal), Sat: saturates),
            operation.Arity,
            operation.Exact);
}
