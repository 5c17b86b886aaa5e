using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Host;

/// <summary>Products in fp32, four rows after four rows. Keys and values are converted once for all rows.</summary>
internal readonly unsafe struct HostTileProducts<T, V, TVector> : IHostProducts<T, HostTileProducts<T, V, TVector>>
    where T : unmanaged where V : unmanaged where TVector : IHostVector<V>
{
    private const int Strip = HostTiles<V, TVector>.Rows;

    private readonly int _size;
    private readonly int _width;
    private readonly float* _keys;
    private readonly float* _values;
    private readonly float* _queries;

    private HostTileProducts(float* memory, int size)
    {
        (_size, _width) = (size, Width(size));
        _values = memory;
        _keys = _values + (HostBlock.MaxKeys * _width);
        _queries = _keys + (HostBlock.MaxKeys * size);
    }

    /// <summary>The products of two strips do not wait for each other's softmax.</summary>
    public static int MaxRows => 2 * Strip;

    public static int RowMultiple => Strip;

    public static long Length(int rows, int size) => (HostBlock.MaxKeys * (size + Width(size))) + (rows * size);

    public static HostTileProducts<T, V, TVector> Create(float* memory, int rows, int size) => new(memory, size);

    public void SetQuery(int row, float* query) =>
        Unsafe.CopyBlockUnaligned(_queries + (row * _size), query, (uint)(_size * sizeof(float)));

    public void ClearQueries(int row, int count) => new Span<float>(_queries + (row * _size), count * _size).Clear();

    /// <summary>
    /// Keys (D, 64) and values (64, width). Scores of keys beyond the present ones are zero, and nothing reads their values.
    /// </summary>
    public void ReadBlock(T* keys, T* values, int count)
    {
        HostTranspose<T>.Read(keys, count, _size, _keys, HostBlock.MaxKeys);
        if (count < HostBlock.MaxKeys)
        {
            for (var i = 0; i < _size; i++)
                new Span<float>(_keys + (i * HostBlock.MaxKeys) + count, HostBlock.MaxKeys - count).Clear();
        }
        for (var key = 0; key < count; key++)
        {
            HostRow<V, TVector>.Convert(values + (key * _size), 1, _values + (key * _width), _size);
            new Span<float>(_values + (key * _width) + _size, _width - _size).Clear();
        }
    }

    /// <summary>One wide tile takes less time than two narrow ones.</summary>
    public int Columns(HostBlock block, int strip) =>
        block.Keys(strip + Strip - 1) > HostTiles<V, TVector>.ColumnMultiple ? HostBlock.MaxKeys : HostTiles<V, TVector>.ColumnMultiple;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Score(int row, HostBlock block, float* scores)
    {
        for (var strip = 0; strip < block.Rows; strip += Strip)
        {
            HostTiles<V, TVector>.Multiply(
                _queries + ((row + strip) * _size), _size, _keys, HostBlock.MaxKeys, _size,
                Columns(block, strip), scores + (strip * HostBlock.MaxKeys), HostBlock.MaxKeys);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Mix(float* shares, HostBlock block, float* shrinks, float* sums)
    {
        for (var strip = 0; strip < block.Rows; strip += Strip)
        {
            HostTiles<V, TVector>.ScaleAndAdd(
                shares + (strip * HostBlock.MaxKeys), HostBlock.MaxKeys, _values, _width, block.Keys(strip + Strip - 1), _width,
                sums + (strip * _width), _width, Vector128.Load(shrinks + strip));
        }
    }

    public void Release()
    {
    }

    private static int Width(int size)
    {
        const int Multiple = HostTiles<V, TVector>.ColumnMultiple;
        return (size + Multiple - 1) / Multiple * Multiple;
    }
}
