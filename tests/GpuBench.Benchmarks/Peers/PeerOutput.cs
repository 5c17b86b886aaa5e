using System.Globalization;
using System.Text.Json;

namespace GpuBench.Benchmarks.Peers;

/// <summary>Rows for people, or for programs.</summary>
internal static class PeerOutput
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <param name="rows">Measured as they are taken, and written one by one: cut off in the middle, what is there is lost to nobody.</param>
    /// <returns>The exit code: 1 where a row failed.</returns>
    public static int Write(IEnumerable<PeerRow> rows, PeerOptions options)
    {
        var (count, hasFailed) = (0, false);
        foreach (var row in rows)
        {
            Console.Out.WriteLine(options.AsJson ? $"{(count == 0 ? "[" : ",")}{JsonSerializer.Serialize(row, Indented)}" : Line(row));
            hasFailed |= row.Failed;
            count++;
        }

        if (options.AsJson)
            Console.Out.WriteLine(count == 0 ? "[]" : "]");
        return hasFailed ? 1 : 0;
    }

    private static string Line(PeerRow row)
    {
        var what = $"{row.Workload} {row.Point} {row.DType} on {row.Device}";
        var kernel = row.Kernel is null ? "" : $", by {row.Kernel}";
        return row.Ratio is null
            ? $"{what}: not measured against {row.Peer}: {row.Reason}"
            : string.Create(CultureInfo.InvariantCulture, $"{what}: {row.Ratio:F2} of {row.Peer} ({row.Low:F2} … {row.High:F2}){kernel}");
    }
}
