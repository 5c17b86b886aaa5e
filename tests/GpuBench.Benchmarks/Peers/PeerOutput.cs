using System.Globalization;
using System.Text.Json;

namespace GpuBench.Benchmarks.Peers;

/// <summary>Rows for people, or for programs.</summary>
internal static class PeerOutput
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(IReadOnlyList<PeerRow> rows, bool asJson) =>
        Console.Out.WriteLine(asJson ? JsonSerializer.Serialize(rows, Indented) : string.Join('\n', rows.Select(Line)));

    private static string Line(PeerRow row)
    {
        var what = $"{row.Workload} {row.Point} {row.DType} on {row.Device}";
        var kernel = row.Kernel is null ? "" : $", by {row.Kernel}";
        return row.Ratio is null
            ? $"{what}: not measured against {row.Peer}: {row.Reason}"
            : string.Create(CultureInfo.InvariantCulture, $"{what}: {row.Ratio:F2} of {row.Peer} ({row.Low:F2} … {row.High:F2}){kernel}");
    }
}
