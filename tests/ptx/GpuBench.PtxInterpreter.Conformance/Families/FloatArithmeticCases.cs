using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>Correctly rounded arithmetic of binary32 and binary64 in every rounding mode.</summary>
internal static class FloatArithmeticCases
{
    private const string Family = "float arithmetic", Chapter = "Floating Point Instructions: ";

    public static IEnumerable<ConformanceCase> All() =>
        from operation in FloatOperation.Common.Concat(FloatOperation.OfWideFormats)
        from rounding in new[] { "rn", "rz", "rm", "rp" }
        from variant in new (string Modifiers, FloatFormat Format)[]
        {
            ("", FloatFormat.Binary32), (".ftz", FloatFormat.Binary32), (".sat", FloatFormat.Binary32),
            (".ftz.sat", FloatFormat.Binary32), ("", FloatFormat.Binary64),
        }
        where !variant.Modifiers.Contains("sat", StringComparison.Ordinal) || FloatOperation.Common.Contains(operation)
        select FloatCase.Create(Family, Chapter, operation, rounding + variant.Modifiers, variant.Format, packed: false, PtxTarget.Sm80);
}
