using GpuBench.Measuring;
using GpuBench.Measuring.Results;

namespace GpuBench.Reports.Comparing;

/// <summary>A results file as one side of a comparison.</summary>
/// <param name="Only">Id or UUID of the one device that the comparison is about; null: all of them.</param>
public sealed record ComparedRun(string File, ResultDocument Document, string? Only = null)
{
    /// <summary>What reports call it.</summary>
    public string Label => Only is null ? File : $"{File} {Only}";

    /// <summary>A card that two engines reach stands here twice, because their rows are never set against each other.</summary>
    /// <exception cref="UserError">Exit code 3: <see cref="Only"/> names none of the file's devices.</exception>
    internal IReadOnlyList<ComparedDevice> Devices()
    {
        var all = Document.Rows.GroupBy(row => (row.Engine, row.Device.Id)).Select(rows => ComparedDevice.Of(Document, [.. rows])).ToList();
        if (Only is null)
            return all;
        var chosen = all.FindAll(device => device.IsNamed(Only));
        return chosen.Count > 0 ? chosen : throw UserError.NoDevice(
            $"{File} has no rows of device '{Only}'; it has {string.Join(", ", all.Select(device => device.Id).Distinct())}");
    }
}
