using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>Arithmetic of binary16 and bfloat16, alone and in pairs.</summary>
internal static class HalfArithmeticCases
{
    private const string Family = "half arithmetic", Chapter = "Half Precision Floating Point Instructions: ";

    public static IEnumerable<ConformanceCase> All() => Binary16().Concat(BFloat16());

    private static IEnumerable<ConformanceCase> Binary16() =>
        from operation in FloatOperation.Common
        from packed in new[] { false, true }
        from modifiers in new[] { "", ".ftz", ".sat", ".ftz.sat", ".relu", ".ftz.relu" }
        where !modifiers.Contains("relu", StringComparison.Ordinal) || operation.Name == "fma"
        select FloatCase.Create(Family, Chapter, operation, "rn" + modifiers, FloatFormat.Binary16, packed, PtxTarget.Sm80);

    private static IEnumerable<ConformanceCase> BFloat16() =>
        from operation in FloatOperation.Common
        from packed in new[] { false, true }
        from modifiers in operation.Name == "fma" ? new[] { "", ".relu" } : [""]
        select FloatCase.Create(
            Family, Chapter, operation, "rn" + modifiers, FloatFormat.BFloat16, packed,
            operation.Name == "fma" ? PtxTarget.Sm80 : PtxTarget.Sm90);
}
