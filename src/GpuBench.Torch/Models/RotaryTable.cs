using System.Runtime.InteropServices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Models;

namespace GpuBench.Torch.Models;

/// <summary>
/// e^(i·position·theta^(-2i/R)) for every position and pair of the R rotated elements, computed once in double precision and stored as
/// complex fp32. One complex product rotates all heads; a 16-bit storage type rounds only the result.
/// </summary>
internal sealed class RotaryTable : IDisposable
{
    private readonly ITensor _table;
    private readonly ITensor _rotations;
    private readonly int _pairCount;

    // All layers of a pass rotate by the same positions.
    private ITensor? _rows;
    private (int Start, int Count) _rowsAt;

    /// <param name="capacity">The number of positions in the table.</param>
    public RotaryTable(LlamaConfig config, int capacity, ITensorFactory tensors)
    {
        _pairCount = config.RotarySize / 2;
        Values = new float[2L * capacity * _pairCount];
        for (var at = 0; at < Values.Length / 2; at++)
        {
            var frequency = Math.Pow(config.RopeTheta, -2.0 * (at % _pairCount) / config.RotarySize);
            var (sin, cos) = Math.SinCos(at / _pairCount * frequency);
            (Values[2 * at], Values[(2 * at) + 1]) = ((float)cos, (float)sin);
        }
        _table = tensors.FromWords(
            MemoryMarshal.Cast<float, uint>(Values).ToArray(), [capacity, 1, _pairCount, 2], DType.Fp32);
        _rotations = new TransformerOperators(tensors).AsComplex(_table);
    }

    /// <summary>Multiplies each rotated pair by the rotation of its position, in place.</summary>
    /// <param name="pairs">(B, S, heads, R/2), complex.</param>
    public void Rotate(ITensor pairs, Positions positions) =>
        TransformerOperators.Multiply(pairs, Rows(positions.Start, positions.Count), result: pairs);

    /// <summary>Cosine and sine of each pair: (capacity, R/2, 2).</summary>
    public float[] Values { get; }

    public void Dispose()
    {
        _rows?.Dispose();
        _rotations.Dispose();
        _table.Dispose();
    }

    private ITensor Rows(int start, int count)
    {
        if (_rows is not null && _rowsAt == (start, count))
            return _rows;
        _rows?.Dispose();
        _rowsAt = (start, count);
        return _rows = _rotations.Narrow(0, start, count);
    }
}
