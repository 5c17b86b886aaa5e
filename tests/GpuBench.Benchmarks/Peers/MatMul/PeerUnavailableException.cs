namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>The peer is not available. The message contains the reason and the remedy.</summary>
internal sealed class PeerUnavailableException(string reason) : Exception(reason);
