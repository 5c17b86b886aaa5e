using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>One rung of the transpose ladder. Elements move as bits, so that no value changes, NaN included.</summary>
public interface ITransposeKernel : IDeviceKernel
{
    string IDeviceKernel.QualifiedName => $"transpose/{Name}";

    KernelUnit IDeviceKernel.Unit => KernelUnit.Memory;

    IReadOnlyList<KernelEntryPoint> IDeviceKernel.EntryPoints => [EntryPoint(StorageType.Fp32), EntryPoint(StorageType.Fp16)];

    /// <param name="storage">The width of the elements: fp32 for every 32-bit type, fp16 for every 16-bit type.</param>
    KernelEntryPoint EntryPoint(StorageType storage);

    /// <summary>Null when the kernel can run, otherwise the reason in one clause.</summary>
    string? RefusalReason(DeviceTraits device, StorageType storage, TransposeSize size);

    TransposeLaunch Load(Accelerator accelerator, StorageType storage);
}

/// <summary>The shape of the source; the target is (<paramref name="Columns"/>, <paramref name="Rows"/>).</summary>
public readonly record struct TransposeSize(int Rows, int Columns);

/// <summary>Enqueues one transpose and returns; allocates nothing.</summary>
/// <remarks>Unused bits of the target's last word become zero.</remarks>
public delegate void TransposeLaunch(AcceleratorStream stream, ArrayView<uint> source, ArrayView<uint> target, TransposeSize size);

/// <summary>The transpose kernels, and the choice of a rung for a device, storage and size.</summary>
public static class TransposeKernels
{
    private static readonly NaiveTranspose Naive = new();
    private static readonly TileTranspose Tile = new();

    /// <summary>The ladder, in the order to read it: word by word; tiles in shared memory.</summary>
    public static IReadOnlyList<ITransposeKernel> All { get; } = [Naive, Tile];

    /// <summary>The kernels that can run, fastest first. A device may still refuse one when it is built.</summary>
    public static IEnumerable<KernelChoice<ITransposeKernel>> Candidates(DeviceTraits device, StorageType storage, TransposeSize size)
    {
        ArgumentNullException.ThrowIfNull(device);
        // On a processor, caches serve the reads of the naive kernel. A barrier costs more than it saves: see kernels/README.md.
        var tileRefusal = device.IsProcessor ? "a barrier is expensive on a processor" : Tile.RefusalReason(device, storage, size);
        if (tileRefusal is null)
            yield return new(Tile, "its tiles read and write rows in whole lines");
        if (Naive.RefusalReason(device, storage, size) is null)
            yield return new(Naive, tileRefusal is null ? "it needs no groups of a given size" : $"tiles do not serve it: {tileRefusal}");
    }

    /// <summary>Why there is no candidate: the reason of the most general kernel.</summary>
    public static string RefusalReason(DeviceTraits device, StorageType storage, TransposeSize size) =>
        $"no transpose kernel serves {size.Rows} x {size.Columns}: {Naive.RefusalReason(device, storage, size)}";
}

/// <summary>The first rung: a work item gathers the elements of a word of the target. Serves every size.</summary>
/// <remarks>Neighbours read one row length apart, so a read moves a whole line for one element, unless a cache keeps the line.</remarks>
public sealed class NaiveTranspose : ITransposeKernel
{
    private const int MaxGroupSize = 256;

    private delegate void Launcher(
        AcceleratorStream stream, KernelConfig config, ArrayView<uint> source, ArrayView<uint> target, TransposeSize size, Walk walk);

    public string Name => "naive";

    public string Technique => "a resident grid gathers the words of the target";

    public KernelEntryPoint EntryPoint(StorageType storage) => storage switch
    {
        StorageType.Fp32 => KernelEntryPoint.Of(this, "fp32", Words, MaxGroupSize),
        StorageType.Fp16 => KernelEntryPoint.Of(this, "fp16", HalfWords, MaxGroupSize),
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "there is no code for this storage"),
    };

    public string? RefusalReason(DeviceTraits device, StorageType storage, TransposeSize size) =>
        Requirement.Indexable((long)size.Rows * size.Columns);

    private static void Words(ArrayView<uint> source, ArrayView<uint> target, TransposeSize size, Walk walk)
    {
        // source (Rows, Columns), target (Columns, Rows), one element a word; a work item writes the words of its walk.
        var item = Grid.GlobalIndex.X;
        for (var i = walk.First(item); i < walk.End(item); i += walk.Step)
            target[i] = source[SourceElement((int)i, size)];
    }

    private static void HalfWords(ArrayView<uint> source, ArrayView<uint> target, TransposeSize size, Walk walk)
    {
        // As above, two elements a word: with an odd number of rows a word of the target has elements of two of its rows.
        var item = Grid.GlobalIndex.X;
        for (var i = walk.First(item); i < walk.End(item); i += walk.Step)
        {
            var element = 2 * (int)i;
            var high = element + 1 < size.Rows * size.Columns ? Half(source, SourceElement(element + 1, size)) : 0u;
            target[i] = Half(source, SourceElement(element, size)) | high << 16;
        }
    }

    /// <param name="element">Number of an element of the target.</param>
    private static int SourceElement(int element, TransposeSize size)
    {
        var column = element / size.Rows;
        return (element - column * size.Rows) * size.Columns + column;
    }

    private static uint Half(ArrayView<uint> words, int element) => (words[element >> 1] >> ((element & 1) << 4)) & 0xFFFFu;

    public TransposeLaunch Load(Accelerator accelerator, StorageType storage)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<Launcher>(accelerator, EntryPoint(storage), out var groupSize);
        var config = ResidentGrid.Of(accelerator, groupSize);
        return (stream, source, target, size) =>
            launch(stream, config, source, target, size, Walk.Over(target.Length, accelerator));
    }
}

/// <summary>Over <see cref="NaiveTranspose"/>: tiles of 32x32 words in shared memory, so that reads and writes are whole rows.</summary>
/// <remarks>
/// A warp reads and writes 128 contiguous bytes. Two rows of 16-bit elements are split into words of the target as they are read: the lower
/// halves of a row pair make a word of one target row, the upper halves one of the next. So a tile has 64x64 elements of 16 bits.
/// </remarks>
public sealed class TileTranspose : ITransposeKernel
{
    private const int Tile = 32;
    private const int GroupSize = 256;
    private const int RowsAtOnce = GroupSize / Tile;

    /// <summary>One word of padding: the words of a column are in different banks.</summary>
    private const int Stride = Tile + 1;

    private delegate void Launcher(
        AcceleratorStream stream, KernelConfig config, ArrayView<uint> source, ArrayView<uint> target, TransposeSize size);

    public string Name => "tile";

    public string Technique => "a group transposes a tile of 32x32 words in shared memory";

    public KernelEntryPoint EntryPoint(StorageType storage) => storage switch
    {
        StorageType.Fp32 => KernelEntryPoint.Of(this, "fp32", Words, GroupSize),
        StorageType.Fp16 => KernelEntryPoint.Of(this, "fp16", HalfWords, GroupSize),
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "there is no code for this storage"),
    };

    public string? RefusalReason(DeviceTraits device, StorageType storage, TransposeSize size)
    {
        ArgumentNullException.ThrowIfNull(device);
        var perWord = storage.ElementsPerWord();
        return Requirement.Indexable((long)size.Rows * size.Columns)
            ?? Requirement.GroupSize(device, GroupSize)
            ?? Requirement.SharedMemory(device, perWord * Tile * Stride * sizeof(uint))
            // Otherwise a word has elements of two rows.
            ?? Requirement.Multiple("rows", size.Rows, perWord)
            ?? Requirement.Multiple("columns", size.Columns, perWord)
            ?? Requirement.GridRows(Tiles(size.Rows, perWord));
    }

    private static void Words(ArrayView<uint> source, ArrayView<uint> target, TransposeSize size)
    {
        // source (Rows, Columns), target (Columns, Rows), one element a word; a group of 32x8 transposes a tile of 32x32.
        var tile = SharedMemory.Allocate<uint>(Tile * Stride);
        int x = Group.IdxX & (Tile - 1), y = Group.IdxX / Tile;
        int row0 = Grid.IdxY * Tile, column0 = Grid.IdxX * Tile;
        for (var step = 0; step < Tile; step += RowsAtOnce)
        {
            var i = y + step;
            if (row0 + i < size.Rows && column0 + x < size.Columns)
                tile[i * Stride + x] = source[(row0 + i) * size.Columns + column0 + x];
        }

        Group.Barrier();
        for (var step = 0; step < Tile; step += RowsAtOnce)
        {
            var i = y + step;
            if (column0 + i < size.Columns && row0 + x < size.Rows)
                target[(column0 + i) * size.Rows + row0 + x] = tile[x * Stride + i];
        }
    }

    private static void HalfWords(ArrayView<uint> source, ArrayView<uint> target, TransposeSize size)
    {
        // As above, two elements a word, Rows and Columns even; a group of 32x8 transposes 32x32 pairs.
        var low = SharedMemory.Allocate<uint>(Tile * Stride);
        var high = SharedMemory.Allocate<uint>(Tile * Stride);
        int x = Group.IdxX & (Tile - 1), y = Group.IdxX / Tile;
        int rowPair0 = Grid.IdxY * Tile, columnPair0 = Grid.IdxX * Tile;
        int rowPairs = size.Rows / 2, columnPairs = size.Columns / 2;
        for (var step = 0; step < Tile; step += RowsAtOnce)
        {
            var i = y + step;
            if (rowPair0 + i >= rowPairs || columnPair0 + x >= columnPairs)
                continue;
            var word = 2 * (rowPair0 + i) * columnPairs + columnPair0 + x;
            uint upper = source[word], lower = source[word + columnPairs];
            low[i * Stride + x] = (upper & 0xFFFFu) | lower << 16;
            high[i * Stride + x] = upper >> 16 | (lower & 0xFFFF0000u);
        }

        Group.Barrier();
        for (var step = 0; step < Tile; step += RowsAtOnce)
        {
            var i = y + step;
            if (columnPair0 + i >= columnPairs || rowPair0 + x >= rowPairs)
                continue;
            var word = 2 * (columnPair0 + i) * rowPairs + rowPair0 + x;
            target[word] = low[x * Stride + i];
            target[word + rowPairs] = high[x * Stride + i];
        }
    }

    public TransposeLaunch Load(Accelerator accelerator, StorageType storage)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<Launcher>(accelerator, EntryPoint(storage));
        var perWord = storage.ElementsPerWord();
        return (stream, source, target, size) =>
        {
            var grid = new Index3D(Tiles(size.Columns, perWord), Tiles(size.Rows, perWord), 1);
            launch(stream, new KernelConfig(grid, new Index3D(GroupSize, 1, 1)), source, target, size);
        };
    }

    private static int Tiles(int elements, int perWord) => (elements - 1) / (Tile * perWord) + 1;
}
