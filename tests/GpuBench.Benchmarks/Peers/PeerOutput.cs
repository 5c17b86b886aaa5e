using System.Globalization;
using System.Text.Json;

namespace GpuBench.Benchmarks.Peers;

/// <summary>Rows for people, or for programs.</summary>
internal static class PeerOutput
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <param name="rows">Measured as they are taken: lines appear one by one.</param>
    public static void Write(IEnumerable<PeerRow> rows, bool asJson)
    {
        if (asJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(rows, Indented));
            return;
        }
        foreach (var row in rows)
            Console.Out.WriteLine(Line(row));
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
