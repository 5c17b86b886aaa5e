using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Families;
using GpuBench.PtxInterpreter.Conformance.Families.Matrix;

namespace GpuBench.PtxInterpreter.Conformance;

/// <summary>Every case, family by family. Cases are built as they are enumerated and are the same on every run.</summary>
public static class ConformanceSuite
{
    /// <summary>The families by name, in the order of the calibration's table.</summary>
    public static IReadOnlyDictionary<string, Func<IEnumerable<ConformanceCase>>> Families { get; } =
        new OrderedDictionary<string, Func<IEnumerable<ConformanceCase>>>
        {
            ["float arithmetic"] = FloatArithmeticCases.All,
            ["half arithmetic"] = HalfArithmeticCases.All,
            ["float selection"] = FloatSelectionCases.All,
            ["approximate functions"] = ApproximateCases.All,
            ["comparison"] = ComparisonCases.All,
            ["integer arithmetic"] = IntegerArithmeticCases.All,
            ["carry chains"] = CarryChainCases.All,
            ["logic and shift"] = BitCases.All,
            ["float conversions"] = FloatConversionCases.All,
            ["8-bit float conversions"] = Float8ConversionCases.All,
            ["integer conversions"] = IntegerConversionCases.All,
            ["warp"] = WarpCases.All,
            ["control flow and barriers"] = ControlFlowCases.All,
            ["memory"] = MemoryCases.All,
            ["atomics"] = AtomicCases.All,
            ["mma.sync"] = MmaCases.All,
            ["ldmatrix and stmatrix"] = MatrixMoveCases.All,
            ["cp.async"] = AsyncCopyCases.All,
            ["cp.async.bulk and mbarrier"] = BulkCopyCases.All,
            ["cp.async.bulk.tensor"] = TensorCopyCases.All,
            ["wgmma"] = WgmmaCases.All,
            ["clusters"] = ClusterCases.All,
        };

    /// <returns>The cases of all families.</returns>
    public static IEnumerable<ConformanceCase> All() => Families.Values.SelectMany(family => family());
}
