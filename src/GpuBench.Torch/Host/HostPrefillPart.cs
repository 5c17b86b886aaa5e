using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Host;

/// <summary>
/// Attention of the queries at some positions to the packed blocks of their key head: on one thread, in its own scratch space.
/// </summary>
internal readonly unsafe struct HostPrefillPart<T, TOperand, V, TVector, TProducts>
    where T : unmanaged where TOperand : unmanaged where V : unmanaged where TVector : IHostVector<V>
    where TProducts : IHostProducts<T, TOperand>
{
    private const int BlockKeys = HostBlock.MaxKeys;

    /// <summary>Positions of a part.</summary>
    private const int Positions = HostBlock.MaxRows;

    /// <summary>Rows of which the softmax is computed together.</summary>
    private const int Strip = 4;

    private readonly HostAttentionCall<T> _call;
    private readonly int _size;
    private readonly int _width;
    private readonly TOperand* _queries;
    private readonly float* _sums;
    private readonly float* _scores;
    private readonly float* _references;
    private readonly float* _totals;

    /// <param name="memory">Of <see cref="ScratchLength"/>, on a boundary of 64 bytes.</param>
    public HostPrefillPart(in HostAttentionCall<T> call, float* memory)
    {
        (_call, _size, _width) = (call, call.HeadSize, Width(call.HeadSize));
        _queries = (TOperand*)memory;
        _sums = memory + (Positions * _width);
        _scores = _sums + (Positions * _width);
        _references = _scores + (TProducts.MaxRows * BlockKeys);
        _totals = _references + Positions;
    }

    /// <summary>In floats: queries, sums, scores, references and totals.</summary>
    public static int ScratchLength(int size) => (Positions * ((2 * Width(size)) + 2)) + (TProducts.MaxRows * BlockKeys);

    /// <param name="count">New positions.</param>
    public static int PartsOf(int count) => (count + Positions - 1) / Positions;

    /// <param name="part">Of the positions.</param>
    /// <param name="blocks">Of the head.</param>
    public void Run(long head, int part, float* blocks)
    {
        var (sequence, kvHead) = ((int)(head / _call.KvHeads), (int)(head % _call.KvHeads));
        var first = part * Positions;
        var count = Math.Min(Positions, _call.Count - first);
        for (var queryHead = kvHead * _call.Group; queryHead < (kvHead + 1) * _call.Group; queryHead++)
        {
            Begin(sequence, queryHead, first, count);
            var seen = _call.Start + first + count;
            for (var key = 0; key < seen; key += BlockKeys)
            {
                Update(
                    RoundUp(count, TProducts.RowMultiple), key == 0, visible: _call.Start + first + 1 - key, present: seen - key,
                    blocks + ((long)key / BlockKeys * TProducts.BlockLength(_size)));
            }
            Finish(sequence, queryHead, first, count);
        }
    }

    /// <summary>Reads the queries, and begins to load the lines of the results. Queries after the last position are zero.</summary>
    private void Begin(int sequence, int head, int first, int count)
    {
        for (var row = 0; row < count; row++)
        {
            HostHeads<T, V, TVector>.Prefetch(_call, sequence, first + row + HostHeads<T, V, TVector>.PrefetchDistance, head);
            HostMemory.Prefetch(_call.ResultHead(sequence, first + row, head), _size);
            HostHeads<T, V, TVector>.Prepare(
                _call, sequence, first + row, head, _call.ScoreScale, _queries + (row * _size));
        }
        new Span<TOperand>(_queries + (count * _size), (Positions - count) * _size).Clear();
        new Span<float>(_totals, Positions).Clear();
        new Span<float>(_references, Positions).Fill(float.MinValue);
    }

    /// <summary>Adds a block of keys to the sums of those rows that attend to one of them.</summary>
    private void Update(int rows, bool isFirst, int visible, int present, float* block)
    {
        for (var row = 0; row < rows; row += TProducts.MaxRows)
        {
            var shape = new HostBlock(Math.Min(TProducts.MaxRows, rows - row), visible + row, present);
            if (shape.Visible + shape.Rows > 1)
                Update(row, isFirst, shape, block);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Update(int row, bool isFirst, HostBlock shape, float* block)
    {
        var shrinks = stackalloc float[TProducts.MaxRows];
        TProducts.Score(_queries + (row * _size), shape, _size, block, _scores);
        for (var strip = 0; strip < shape.Rows; strip += Strip)
        {
            var scores = _scores + (strip * BlockKeys);
            var columns = TProducts.Columns(shape, strip);
            Hide(scores, shape.Visible + strip, columns);
            HostSoftmax<V, TVector>.Update<TOperand>(scores, BlockKeys, columns, _references + row + strip, _totals + row + strip)
                .Store(shrinks + strip);
        }
        TProducts.Mix(_scores, shape, _size, block, isFirst ? null : shrinks, _sums + (row * _width));
    }

    /// <summary>Excludes the keys after each query of a strip.</summary>
    private static void Hide(float* scores, int visible, int columns)
    {
        for (var i = 0; i < Strip && visible + i < columns; i++)
        {
            var shown = Math.Max(0, visible + i);
            new Span<float>(scores + (i * BlockKeys) + shown, columns - shown).Fill(float.MinValue);
        }
    }

    private void Finish(int sequence, int head, int first, int count)
    {
        for (var row = 0; row < count; row++)
            HostRow<V, TVector>.Convert(
                _sums + (row * _width), 1 / _totals[row], _call.ResultHead(sequence, first + row, head), _size);
    }

    /// <summary>Elements of a row of queries or sums; those after D are undefined.</summary>
    private static int Width(int size) => RoundUp(size, 16);

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
