namespace GpuBench.Benchmarks.Peers;

/// <summary>One of our workloads set against somebody else's way to do the same, alternating in one process.</summary>
/// <param name="Peer">What it is set against.</param>
/// <param name="Ratio">The peer's time over ours, median of the rounds: 1 is as fast as the peer.</param>
/// <param name="Low">Smallest of the rounds.</param>
/// <param name="High">Largest of the rounds.</param>
internal sealed record PeerRow(
    string Workload, string Point, string DType, string Device, string Peer, double Ratio, double Low, double High);
