namespace GpuBench.Publications.Normalising.Rules;

/// <summary>How long one call of a side's task took, by its rate and the work of its shape.</summary>
public static class TaskDuration
{
    /// <returns>In seconds; null if the task does not state its work.</returns>
    public static double? Of(Observation side) =>
        side.SiUnit == "s" ? side.Value
        : Work(side) is { } work ? work * side.Count / side.Value
        : null;

    /// <summary>Of one call on one device, in the unit of the rate.</summary>
    private static double? Work(Observation side) => side.SiUnit switch
    {
        "B/s" => side.Number("bytes") ?? side.Number("arrayBytes"),
        "FLOP/s" or "OP/s" => side.HasHeads ? Attention(side) : Product(side),
        _ => null,
    };

    private static double? Product(Observation side) =>
        2 * side.Number("m") * side.Number("n") * side.Number("k") * (side.Number("batch") ?? 1) * (side.Number("groups") ?? 1);

    /// <summary>Of the forward pass, with the query-key pairs that the side's convention counts.</summary>
    private static double? Attention(Observation side)
    {
        var pairs = side.Number("t") * side.Number("s") * (ConventionRule.Share(side) ?? 1);
        return 2 * side.Number("b") * side.Number("h") * pairs * (side.Number("d") + (side.Number("dv") ?? side.Number("d")));
    }
}
