using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using GpuBench.Torch.Operators;

namespace GpuBench.Torch.Host;

/// <summary>
/// Products of bf16 with sums in fp32, by oneDNN's kernels. Queries and shares are rounded to bf16, as libtorch's own attention does.
/// Only where <see cref="Serves"/> is true.
/// </summary>
/// <remarks>oneDNN reads the second operand in pairs of rows: element (2i + j, column) is at (i, column, j).</remarks>
internal readonly unsafe struct HostBf16Products : IHostProducts<ushort, HostBf16Products>
{
    /// <summary>oneDNN generates one kernel for each shape and thread, so all products have this number of rows.</summary>
    private const int Rows = 32;

    /// <summary>With fewer queries, the products of absent rows take as much time as fp32 saves.</summary>
    private const int MinQueries = 24;

    private readonly int _size;
    private readonly uint* _keys;
    private readonly uint* _values;
    private readonly ushort* _queries;

    private HostBf16Products(float* memory, int size)
    {
        _size = size;
        _values = (uint*)memory;
        _keys = _values + (HostBlock.MaxKeys * size / 2);
        _queries = (ushort*)(_keys + (HostBlock.MaxKeys * size / 2));
    }

    public static int MaxRows => Rows;

    public static int RowMultiple => Rows;

    public static bool Serves(int queries, int size) =>
        queries >= MinQueries && size % Vector512<float>.Count == 0 && Bf16Product.IsAvailable;

    public static long Length(int rows, int size) => (HostBlock.MaxKeys * size) + (rows * size / 2);

    public static HostBf16Products Create(float* memory, int rows, int size) => new(memory, size);

    public void SetQuery(int row, float* query) =>
        HostRow<Vector512<float>, HostVector512>.Convert(query, 1, _queries + (row * _size), _size);

    public void ClearQueries(int row, int count) => new Span<ushort>(_queries + (row * _size), count * _size).Clear();

    /// <summary>Keys (D/2, 64, 2) and values (32, D, 2). Those after the present ones are zero.</summary>
    public void ReadBlock(ushort* keys, ushort* values, int count)
    {
        if (count < HostBlock.MaxKeys)
        {
            new Span<uint>(_keys, HostBlock.MaxKeys * _size / 2).Clear();
            new Span<uint>(_values, HostBlock.MaxKeys * _size / 2).Clear();
        }
        // A pair of elements moves as one word.
        HostTranspose<float>.Read((float*)keys, count, _size / 2, (float*)_keys, HostBlock.MaxKeys);
        Pair(values, count);
    }

    public int Columns(HostBlock block, int strip) => block.Keys(Rows - 1) > Rows ? HostBlock.MaxKeys : Rows;

    public void Score(int row, HostBlock block, float* scores) => Bf16Product.Multiply(
        Rows, Columns(block, 0), _size, _queries + (row * _size), _size, (ushort*)_keys, HostBlock.MaxKeys,
        scores, HostBlock.MaxKeys, adds: false);

    public void Mix(float* shares, HostBlock block, float* shrinks, float* sums)
    {
        var columns = Columns(block, 0);
        for (var row = 0; row < Rows; row++)
        {
            Round(shares + (row * HostBlock.MaxKeys), columns);
            if (shrinks[row] != 1)
                Scale(sums + (row * _size), shrinks[row]);
        }
        Bf16Product.Multiply(
            Rows, _size, columns, (ushort*)shares, 2 * HostBlock.MaxKeys, (ushort*)_values, _size, sums, _size, adds: true);
    }

    public void Release() => Bf16Product.Release();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pair(ushort* values, int count)
    {
        for (var key = 0; key < count; key += 2)
        {
            ushort* first = values + (key * _size), second = first + _size;
            var to = _values + (key / 2 * _size);
            for (var i = 0; i < _size; i += Vector512<uint>.Count)
            {
                var pairs = HostVector512.LoadBf16(first + i).AsUInt32() >>> 16;
                if (key + 1 < count)
                    pairs |= HostVector512.LoadBf16(second + i).AsUInt32();
                pairs.Store(to + i);
            }
        }
    }

    /// <summary>Rounds positive numbers of a row in their place: its first half has the result. Ties go up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Round(float* row, int columns)
    {
        var highHalves = (Vector512<ushort>.Indices * 2) + Vector512<ushort>.One;
        var half = Vector512.Create(0x8000u);
        for (var i = 0; i < columns; i += 2 * Vector512<float>.Count)
        {
            var low = Vector512.Load((uint*)row + i) + half;
            var high = Vector512.Load((uint*)row + i + Vector512<uint>.Count) + half;
            Avx512BW.PermuteVar32x16x2(low.AsUInt16(), highHalves, high.AsUInt16()).Store((ushort*)row + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scale(float* sums, float factor)
    {
        for (var i = 0; i < _size; i += Vector512<float>.Count)
            (Vector512.Load(sums + i) * factor).Store(sums + i);
    }
}
