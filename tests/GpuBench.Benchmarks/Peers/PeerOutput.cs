using System.Globalization;
using System.Text.Json;
using GpuBench.Measuring;
using GpuBench.Measuring.Trials;

namespace GpuBench.Benchmarks.Peers;

/// <summary>Writes rows as text for people or as JSON for programs.</summary>
internal static class PeerOutput
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <param name="rows">
    /// Each row is measured when it is read, and is written immediately. If the run is interrupted, the rows so far are not lost.
    /// </param>
    /// <returns>The exit code: 1 if a row failed.</returns>
    public static int Write(IEnumerable<PeerRow> rows, bool asJson, TextWriter output)
    {
        var (count, hasFailed) = (0, false);
        foreach (var row in rows)
        {
            output.WriteLine(asJson ? $"{(count == 0 ? "[" : ",")}{JsonSerializer.Serialize(row, Indented)}" : Line(row));
            hasFailed |= row.Failed;
            count++;
        }

        if (asJson)
            output.WriteLine(count == 0 ? "[]" : "]");
        return hasFailed ? 1 : 0;
    }

    /// <param name="comparisons">One comparison a line. The last line is their number.</param>
    /// <returns>The exit code, 0.</returns>
    public static int List(IReadOnlyCollection<string> comparisons, TextWriter output)
    {
        foreach (var comparison in comparisons)
            output.WriteLine(comparison);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{comparisons.Count} comparisons"));
        return 0;
    }

    /// <summary>
    /// <c>matmul m=64,n=64,k=64 bf16/fp32/bf16  tensor-tile 352 TFLOP/s, cublas 702 TFLOP/s: 0.501 (0.498 … 0.506); …</c>: the
    /// ratio is between the first <c>: </c> and the bracket.
    /// </summary>
    public static string Line(PeerRow row)
    {
        var what = row.Ratio is null
            ? $"{row.Peer} {(row.Failed ? "failed" : "not measured")}: {row.Reason}"
            : $"{row.Kernel ?? "ours"} {Rate(row.Rate, row.Unit)}, {row.Peer} {Rate(row.PeerRate, row.Unit)}: {Ratio(row)}; {Passes(row)}";
        return $"{row.Workload} {row.Point} {row.DType}  {what}; on {row.Device}";
    }

    private static string Ratio(PeerRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Ratio:F3} ({row.Low:F3} … {row.High:F3})");

    private static string Passes(PeerRow row)
    {
        var counts = string.Create(CultureInfo.InvariantCulture, $"{row.PassesPerRound} and {row.PeerPassesPerRound} passes a round");
        return $"{counts}, {Time(row.SecondsPerPass)} and {Time(row.PeerSecondsPerPass)} a pass by {row.Timer}";
    }

    private static string Rate(double? rate, ValueUnit? unit) => Quantity.Format(rate!.Value, unit!.Value.Text());

    private static string Time(double? seconds) => Quantity.Seconds(seconds!.Value);
}
