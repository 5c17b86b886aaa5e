namespace GpuBench.Benchmarks.Tests.Peers;

/// <summary>Two sides on a scripted clock, and the batches of both sides in the order in which they ran.</summary>
/// <param name="ours">Seconds of this project's pass number i, from 0.</param>
/// <param name="peer">The same for the peer.</param>
internal sealed class ScriptedSides(Func<int, double> ours, Func<int, double> peer)
{
    private readonly List<Batch> _batches = [];
    private int _oursIndex;
    private int _peerIndex;

    public IReadOnlyList<Batch> Batches => _batches;

    public double Ours(int passCount) => Run(isOurs: true, ours, ref _oursIndex, passCount);

    public double Peer(int passCount) => Run(isOurs: false, peer, ref _peerIndex, passCount);

    private double Run(bool isOurs, Func<int, double> seconds, ref int index, int passCount)
    {
        var sum = 0.0;
        for (var i = 0; i < passCount; i++)
            sum += seconds(index++);
        _batches.Add(new(isOurs, passCount, sum));
        return sum;
    }

    internal readonly record struct Batch(bool IsOurs, int PassCount, double Seconds);
}
