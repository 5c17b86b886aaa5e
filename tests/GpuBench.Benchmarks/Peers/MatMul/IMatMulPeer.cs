using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>Somebody else's matrix multiply.</summary>
internal interface IMatMulPeer
{
    /// <summary>One lower-case word, for <c>--peers</c> and rows.</summary>
    string Name { get; }

    /// <summary>What a row says beside it: a function, a file, a number of threads.</summary>
    string Detail { get; }

    /// <summary>Whether a comparison on this kind of device says anything.</summary>
    bool IsFor(DeviceInfo device);

    /// <summary>Null when it can be called, otherwise the reason and the remedy.</summary>
    string? RefusalReason(PeerProduct product);

    /// <exception cref="PeerUnavailableException">It cannot be had, as only trying showed.</exception>
    IMatMulPeerTrial Prepare(PeerProduct product, Case point);
}
