using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Comparing;

/// <summary>What differs between the runs and their devices: said once, not in every row.</summary>
internal static class DifferenceTable
{
    public static IEnumerable<Section> Sections(ComparedRuns runs)
    {
        foreach (var later in runs.Later)
        {
            var table = new Table(
                new("device"), new("what", Wraps: true), new("first", Wraps: true), new("later", Wraps: true),
                new("counts as", Wraps: true));
            foreach (var devices in later.Devices.Where(devices => devices.IsPair))
                foreach (var difference in devices.Differences)
                    table.Add(devices.Name, difference.What, difference.First, difference.Later, CountsAs(devices, difference));
            if (table.Rows.Count > 0)
                yield return new($"What differs: {later.Run.Label}", table);
        }
    }

    private static string CountsAs(ComparedDevices devices, RunDifference difference) =>
        !difference.EndsPrediction ? "mentioned" : devices.IsSameDevice ? "changed conditions" : "other device";
}
