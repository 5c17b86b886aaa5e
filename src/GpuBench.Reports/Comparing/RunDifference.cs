namespace GpuBench.Reports.Comparing;

/// <summary>Something that is not the same in both runs.</summary>
/// <param name="EndsPrediction">
/// Whether the first run can no longer say where the later value is expected. What the program itself may change from build to
/// build (its version, the kernel that it chose) does not: that is what a comparison is to find.
/// </param>
public sealed record RunDifference(string What, string First, string Later, bool EndsPrediction)
{
    public override string ToString() => $"{What} {First} → {Later}";

    /// <summary>Lists whose entries stand in the same order are shortened to the entries that differ.</summary>
    /// <returns>Null where one side does not say, or both say the same.</returns>
    internal static RunDifference? Between(string what, string? first, string? later, bool endsPrediction)
    {
        if (first is null || later is null || first == later)
            return null;
        var (a, b) = (first.Split(", "), later.Split(", "));
        if (a.Length != b.Length)
            return new(what, first, later, endsPrediction);
        var different = a.Zip(b).Where(parts => parts.First != parts.Second).ToList();
        return new(
            what, string.Join(", ", different.Select(parts => parts.First)), string.Join(", ", different.Select(parts => parts.Second)),
            endsPrediction);
    }
}
