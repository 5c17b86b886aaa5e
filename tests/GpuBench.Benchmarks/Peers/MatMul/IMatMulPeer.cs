using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>A matrix multiply that this project's matrix multiply is compared with.</summary>
internal interface IMatMulPeer
{
    /// <summary>One lower-case word, for <c>--peers</c> and rows.</summary>
    string Name { get; }

    /// <summary>Details for a row: a function, a file, a number of threads.</summary>
    string Detail { get; }

    /// <summary>Whether a comparison on this kind of device is useful.</summary>
    bool IsFor(DeviceInfo device);

    /// <summary>Null if the peer can be called. Otherwise the reason and the remedy.</summary>
    string? RefusalReason(PeerProduct product);

    /// <exception cref="PeerUnavailableException">The peer is not available, and only an attempt could show this.</exception>
    IMatMulPeerTrial Prepare(PeerProduct product, Case point);
}
