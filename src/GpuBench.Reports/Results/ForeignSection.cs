using GpuBench.Measuring.Results;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>What a newer version wrote in words that this one does not know: shown as it stands, never divided.</summary>
internal static class ForeignSection
{
    /// <returns>Null where every word is known.</returns>
    public static Section? Of(ResultDocument document)
    {
        var table = new Table(
            new("device", Wraps: true), new("what", Wraps: true), new("value", true, Wraps: true), new("why", Wraps: true));
        foreach (var element in document.Foreign)
            table.Add(Device(element), What(element), $"{element.Text("median")} {element.Text("valueUnit")}".Trim(), element.Why);
        return table.Rows.Count == 0 ? null : new("Written by a newer version, not used in ratios", table);
    }

    private static string Device(ForeignElement element) => element.Text("device", "id") is { Length: > 0 } id
        ? $"{id} {element.Text("device", "name")}".Trim()
        : $"{element.Text("engine")} {element.Text("backend")}".Trim();

    private static string What(ForeignElement element) => element.IsRow
        ? $"{element.Text("workload")} {element.Members("dtype", withNames: false)} {element.Members("point", withNames: true)}".Trim()
        : $"{element.List}: {element.Text("reason")} {element.Text("cure")}".Trim(' ', ':');
}
