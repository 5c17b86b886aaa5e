using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Trials;

namespace GpuBench.Benchmarks.Host;

/// <summary>One line for each rate of <see cref="HostCosts"/>.</summary>
internal static class HostCostsText
{
    public static IEnumerable<string> Lines(HostCosts costs) =>
    [
        $"nanoseconds for each element, with {costs.ThreadCount} threads",
        Line("normal value", costs.NormalSeconds),
        .. Table("operand, generated and packed", costs.OperandSeconds),
        .. Table("pack", costs.PackSeconds),
        .. Table("unpack", costs.UnpackSeconds),
        .. Table("matmul oracle, element of A or B", costs.MatMulSetUpSeconds),
        .. Table("matmul oracle, element of A or transposed B", costs.TransposedSetUpSeconds),
        .. Table("matmul check, element of C", costs.MatMulCheckSeconds),
        .. Table("attention check, element of O", costs.AttentionWrittenSeconds),
        .. Table("attention check, element of K and V that a sampled row sees", costs.AttentionPairSeconds),
        Line("stream fill", costs.StreamFillSeconds),
        Line("stream sum", costs.StreamSumSeconds),
        Line("stream check, compared element", costs.StreamCheckSeconds),
    ];

    private static IEnumerable<string> Table(string what, IReadOnlyDictionary<DType, double> seconds) =>
        seconds.Select(pair => Line($"{what}, {pair.Key.Text()}", pair.Value));

    private static string Line(string what, double seconds) => string.Create(CultureInfo.InvariantCulture, $"{what}: {seconds * 1e9:F3}");
}
