using GpuBench.Workloads.Models;
using static TorchSharp.torch;

namespace GpuBench.Torch.Models;

/// <summary>
/// Cosines and sines for every position, made once in double precision. The sines of a head's first half are negated, so that
/// x·cos + swap(x)·sin, with the halves swapped, turns the pairs (i, i + D/2) in three kernels.
/// </summary>
internal sealed class RotaryTable : IDisposable
{
    private readonly Tensor _cosines;
    private readonly Tensor _sines;
    private readonly int _half;

    public RotaryTable(LlamaConfig config, int capacity, ScalarType type, Device device)
    {
        _half = config.HeadSize / 2;
        var cosines = new double[capacity * config.HeadSize];
        var sines = new double[capacity * config.HeadSize];
        for (var position = 0; position < capacity; position++)
        {
            for (var i = 0; i < config.HeadSize; i++)
            {
                var angle = position * Math.Pow(config.RopeTheta, -2.0 * (i % _half) / config.HeadSize);
                var at = (position * config.HeadSize) + i;
                cosines[at] = Math.Cos(angle);
                sines[at] = i < _half ? -Math.Sin(angle) : Math.Sin(angle);
            }
        }
        using var scope = NewDisposeScope();
        Tensor ToDevice(double[] values) =>
            tensor(values, [capacity, 1, config.HeadSize]).to(type).to(device).DetachFromDisposeScope();
        (_cosines, _sines) = (ToDevice(cosines), ToDevice(sines));
    }

    /// <param name="heads">(B, S, heads, D), of positions from <paramref name="start"/> on.</param>
    public Tensor Rotate(Tensor heads, int start, int count)
    {
        var swapped = cat([heads.narrow(-1, _half, _half), heads.narrow(-1, 0, _half)], -1);
        return heads.mul(_cosines.narrow(0, start, count)).addcmul_(swapped, _sines.narrow(0, start, count), 1);
    }

    public void Dispose()
    {
        _cosines.Dispose();
        _sines.Dispose();
    }
}
