using System.Runtime.InteropServices;
using GpuBench.Workloads.Models;
using static TorchSharp.torch;

namespace GpuBench.Torch.Models;

/// <summary>
/// e^(i·position·theta^(-2i/D)) for every position and pair, computed once in double precision and stored as complex fp32. One
/// complex product rotates all heads; a 16-bit storage type rounds only the result.
/// </summary>
internal sealed class RotaryTable : IDisposable
{
    private readonly Tensor _rotations;
    private readonly int _pairCount;

    // All layers of a pass rotate by the same positions.
    private Tensor? _rows;
    private (int Start, int Count) _rowsAt;

    /// <param name="capacity">The number of positions in the table.</param>
    public RotaryTable(LlamaConfig config, int capacity, Device device)
    {
        _pairCount = config.HeadSize / 2;
        var angles = new double[capacity * _pairCount];
        for (var at = 0; at < angles.Length; at++)
            angles[at] = at / _pairCount * Math.Pow(config.RopeTheta, -2.0 * (at % _pairCount) / config.HeadSize);
        using var scope = NewDisposeScope();
        var exact = tensor(angles, [capacity, 1, _pairCount]);
        _rotations = complex(exact.cos().to(ScalarType.Float32), exact.sin().to(ScalarType.Float32)).to(device).DetachFromDisposeScope();
    }

    /// <summary>Rotates the pairs (2i, 2i + 1) of every head in place.</summary>
    /// <param name="heads">(B, S, heads, D) in fp32.</param>
    public void Rotate(Tensor heads, Positions positions) =>
        view_as_complex(heads.unflatten(3, _pairCount, 2)).mul_(Rows(positions.Start, positions.Count));

    /// <summary>The rotations of one position, for a table in host memory: cosine and sine of each pair.</summary>
    public ReadOnlySpan<float> HostRow(int position) =>
        MemoryMarshal.Cast<byte, float>(_rotations.bytes).Slice(2 * position * _pairCount, 2 * _pairCount);

    public void Dispose()
    {
        _rows?.Dispose();
        _rotations.Dispose();
    }

    private Tensor Rows(int start, int count)
    {
        if (_rows is not null && _rowsAt == (start, count))
            return _rows;
        _rows?.Dispose();
        _rowsAt = (start, count);
        return _rows = _rotations.narrow(0, start, count).DetachFromDisposeScope();
    }
}
