namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>A peer that turned out not to be had. The message is the reason, with the remedy.</summary>
internal sealed class PeerUnavailableException(string reason) : Exception(reason);
