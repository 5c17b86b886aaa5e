using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GpuBench.Torch.Operators;

namespace GpuBench.Torch.Host;

/// <summary>
/// Products of bf16 with sums in fp32, by oneDNN's kernels. Queries and shares are rounded to bf16, as libtorch's own attention does.
/// Only where <see cref="Serves"/> is true.
/// </summary>
/// <remarks>oneDNN reads the second operand in pairs of rows: element (2i + j, column) is at (i, column, j).</remarks>
internal readonly unsafe struct HostBf16Products : IHostProducts<ushort, ushort>
{
    /// <summary>oneDNN generates one kernel for each shape and thread, so all products have this number of rows.</summary>
    private const int Rows = HostBlock.MaxRows;

    /// <summary>Rows whose factors are tested together. Most of them are one.</summary>
    private const int Strip = 4;

    /// <summary>With fewer queries, the products of absent rows take as much time as fp32 saves.</summary>
    private const int MinQueries = 24;

    public static int MaxRows => Rows;

    public static int RowMultiple => Rows;

    public static bool Serves(int queries, int size) =>
        queries >= MinQueries && size % Vector512<float>.Count == 0 && Bf16Product.IsAvailable;

    public static int BlockLength(int size) => HostBlock.MaxKeys * size;

    /// <summary>Keys (D/2, 64, 2) and values (32, D, 2). Those after the present ones are zero.</summary>
    public static void Pack(ushort* keys, ushort* values, int count, int size, float* block)
    {
        if (count < HostBlock.MaxKeys)
            new Span<float>(block, BlockLength(size)).Clear();
        // A pair of elements moves as one word.
        HostTranspose<float>.Read((float*)keys, count, size / 2, block, HostBlock.MaxKeys);
        Pair(values, count, size, (uint*)Values(block, size));
    }

    public static int Columns(HostBlock shape, int strip) => shape.Keys(Rows - 1) > Rows ? HostBlock.MaxKeys : Rows;

    public static void Score(ushort* queries, HostBlock shape, int size, float* block, float* scores) => Bf16Product.Multiply(
        Rows, Columns(shape, 0), size, queries, size, (ushort*)block, HostBlock.MaxKeys, scores, HostBlock.MaxKeys, adds: false);

    public static void Mix(float* shares, HostBlock shape, int size, float* block, float* shrinks, float* sums)
    {
        for (var strip = 0; shrinks != null && strip < Rows; strip += Strip)
        {
            if (!Vector128.EqualsAll(Vector128.Load(shrinks + strip), Vector128<float>.One))
                Scale(sums + (strip * size), shrinks + strip, size);
        }
        Bf16Product.Multiply(
            Rows, size, Columns(shape, 0), (ushort*)shares, 2 * HostBlock.MaxKeys, Values(block, size), size, sums, size,
            adds: shrinks != null);
    }

    public static void Release() => Bf16Product.Release();

    private static ushort* Values(float* block, int size) => (ushort*)(block + (HostBlock.MaxKeys * size / 2));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pair(ushort* values, int count, int size, uint* to)
    {
        for (var key = 0; key < count; key += 2, to += size)
        {
            ushort* first = values + (key * size), second = first + size;
            for (var i = 0; i < size; i += Vector512<uint>.Count)
            {
                var pairs = HostVector512.LoadBf16(first + i).AsUInt32() >>> 16;
                if (key + 1 < count)
                    pairs |= HostVector512.LoadBf16(second + i).AsUInt32();
                pairs.Store(to + i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(float* sums, float* factors, int size)
    {
        for (var row = 0; row < Strip; row++, sums += size)
        {
            for (var i = 0; i < size; i += Vector512<float>.Count)
                (Vector512.Load(sums + i) * factors[row]).Store(sums + i);
        }
    }
}
