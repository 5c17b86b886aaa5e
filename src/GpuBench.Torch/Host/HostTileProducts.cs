using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Host;

/// <summary>Products in fp32, four rows after four rows. Keys and values are converted once for all rows.</summary>
internal readonly unsafe struct HostTileProducts<T, V, TVector> : IHostProducts<T, float>
    where T : unmanaged where V : unmanaged where TVector : IHostVector<V>
{
    private const int Strip = HostTiles<V, TVector>.Rows;

    /// <summary>The products of two strips do not wait for each other's softmax.</summary>
    public static int MaxRows => 2 * Strip;

    public static int RowMultiple => Strip;

    public static int BlockLength(int size) => HostBlock.MaxKeys * (size + Width(size));

    /// <summary>
    /// Keys (D, 64) and values (64, width). Scores of keys beyond the present ones are zero, and nothing reads their values.
    /// </summary>
    public static void Pack(T* keys, T* values, int count, int size, float* block)
    {
        HostTranspose<T>.Read(keys, count, size, block, HostBlock.MaxKeys);
        if (count < HostBlock.MaxKeys)
        {
            for (var i = 0; i < size; i++)
                new Span<float>(block + (i * HostBlock.MaxKeys) + count, HostBlock.MaxKeys - count).Clear();
        }
        var to = Values(block, size);
        var width = Width(size);
        for (var key = 0; key < count; key++)
        {
            HostRow<V, TVector>.Convert(values + (key * size), 1, to + (key * width), size);
            new Span<float>(to + (key * width) + size, width - size).Clear();
        }
    }

    /// <summary>One wide tile takes less time than two narrow ones.</summary>
    public static int Columns(HostBlock shape, int strip) =>
        shape.Keys(strip + Strip - 1) > HostTiles<V, TVector>.ColumnMultiple ? HostBlock.MaxKeys : HostTiles<V, TVector>.ColumnMultiple;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Score(float* queries, HostBlock shape, int size, float* block, float* scores)
    {
        for (var strip = 0; strip < shape.Rows; strip += Strip)
        {
            HostTiles<V, TVector>.Multiply(
                queries + (strip * size), size, block, HostBlock.MaxKeys, size,
                Columns(shape, strip), scores + (strip * HostBlock.MaxKeys), HostBlock.MaxKeys);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mix(float* shares, HostBlock shape, int size, float* block, float* shrinks, float* sums)
    {
        var values = Values(block, size);
        var width = Width(size);
        for (var strip = 0; strip < shape.Rows; strip += Strip)
        {
            float* a = shares + (strip * HostBlock.MaxKeys), c = sums + (strip * width);
            var keys = shape.Keys(strip + Strip - 1);
            if (shrinks == null)
                HostTiles<V, TVector>.Multiply(a, HostBlock.MaxKeys, values, width, keys, width, c, width);
            else
                HostTiles<V, TVector>.ScaleAndAdd(
                    a, HostBlock.MaxKeys, values, width, keys, width, c, width, Vector128.Load(shrinks + strip));
        }
    }

    public static void Release()
    {
    }

    private static float* Values(float* block, int size) => block + (HostBlock.MaxKeys * size);

    private static int Width(int size)
    {
        const int Multiple = HostTiles<V, TVector>.ColumnMultiple;
        return (size + Multiple - 1) / Multiple * Multiple;
    }
}
