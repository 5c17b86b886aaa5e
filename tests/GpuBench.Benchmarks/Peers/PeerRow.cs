namespace GpuBench.Benchmarks.Peers;

/// <summary>One of our workloads set against somebody else's way to do the same, alternating in one process.</summary>
/// <param name="Peer">What it is set against.</param>
/// <param name="Ratio">The peer's time over ours, median of the rounds: 1 is as fast as the peer, above 1 is faster. Null where it was not measured.</param>
/// <param name="Low">Smallest of the rounds.</param>
/// <param name="High">Largest of the rounds.</param>
/// <param name="Kernel">Which of our kernels it was; null where that is not chosen.</param>
/// <param name="Reason">Why nothing was measured, and the cure.</param>
/// <param name="Failed">Nothing was measured because a side is wrong or broke, and not because it cannot be had.</param>
internal sealed record PeerRow(
    string Workload, string Point, string DType, string Device, string Peer, double? Ratio, double? Low, double? High,
    string? Kernel = null, string? Reason = null, bool Failed = false)
{
    /// <param name="ratios">Of the rounds, in rising order.</param>
    public static PeerRow Of(string workload, string point, string dtype, string device, string peer, IReadOnlyList<double> ratios, string? kernel = null) =>
        new(workload, point, dtype, device, peer, ratios[ratios.Count / 2], ratios[0], ratios[^1], kernel);

    public static PeerRow Unmeasured(string workload, string point, string dtype, string device, string peer, string reason) =>
        new(workload, point, dtype, device, peer, null, null, null, null, reason);
}
