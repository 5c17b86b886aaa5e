using GpuBench.PtxMachine.Conformance.Cases;
using GpuBench.PtxMachine.Conformance.Numerics;

namespace GpuBench.PtxMachine.Conformance.Families;

/// <summary>Arithmetic of binary16 and bfloat16, alone and in pairs.</summary>
internal static class HalfArithmeticCases
{
    private const string Family = "half arithmetic", Chapter = "Half Precision Floating Point Instructions: ";

    private static readonly (string Name, int Arity, Func<ExactNumber[], RoundingMode, ExactNumber> Exact)[] Operations =
    [
        ("add", 2, (x, mode) => ExactNumber.Add(x[0], x[1], mode)),
        ("sub", 2, (x, mode) => ExactNumber.Add(x[0], -x[1], mode)),
        ("mul", 2, (x, _) => x[0] * x[1]),
        ("fma", 3, (x, mode) => ExactNumber.Add(x[0] * x[1], x[2], mode)),
    ];

    public static IEnumerable<ConformanceCase> All() => Binary16().Concat(BFloat16());

    private static IEnumerable<ConformanceCase> Binary16() =>
        from operation in Operations
        from packed in new[] { false, true }
        from modifiers in new[] { "", ".ftz", ".sat", ".ftz.sat", ".relu", ".ftz.relu" }
        where !modifiers.Contains("relu", StringComparison.Ordinal) || operation.Name == "fma"
        select Case(operation, FloatFormat.Binary16, packed, modifiers, PtxTarget.Sm80);

    private static IEnumerable<ConformanceCase> BFloat16() =>
        from operation in Operations
        from packed in new[] { false, true }
        from modifiers in operation.Name == "fma" ? new[] { "", ".relu" } : [""]
        select Case(operation, FloatFormat.BFloat16, packed, modifiers, operation.Name == "fma" ? PtxTarget.Sm80 : PtxTarget.Sm90);

    private static ConformanceCase Case(
        (string Name, int Arity, Func<ExactNumber[], RoundingMode, ExactNumber> Exact) operation, FloatFormat format, bool packed, string modifiers, PtxTarget target) =>
        FloatCase.Create(
            Family,
            Chapter + operation.Name,
            $"{operation.Name}.rn{modifiers}.{format.Name}{(packed ? "x2" : "")}",
            target,
            format,
            packed,
            new(
                Ftz: modifiers.Contains("ftz", StringComparison.Ordinal),
                Sat: modifiers.Contains("sat", StringComparison.Ordinal),
                Relu: modifiers.Contains("relu", StringComparison.Ordinal)),
            operation.Arity,
            operation.Exact);
}
