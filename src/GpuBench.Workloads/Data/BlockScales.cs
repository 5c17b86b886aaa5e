using System.Numerics.Tensors;

namespace GpuBench.Workloads.Data;

/// <summary>
/// The scales of an operand whose rows lie along K: one fp32 factor for each 128 elements of a row, which some rows share. They are
/// random and between 1/2 and 2, so that a product with wrong scales fails its check.
/// </summary>
/// <remarks>DeepSeek-AI 2024, "DeepSeek-V3 Technical Report", section 3.3.2: 1×128 for activations, 128×128 for weights.</remarks>
public sealed class BlockScales
{
    /// <summary>Elements of a row that share a scale; rows that share one in <see cref="OfBlocks"/>.</summary>
    public const int Length = 128;

    private const float TwoToMinus24 = 1f / (1 << 24);

    private readonly int _blocksPerRow;
    private readonly int _rowsPerScale;
    private readonly int _rowStride;
    private readonly int _blockStride;

    private BlockScales(uint[] words, int blocksPerRow, int rowsPerScale, int rowStride, int blockStride) =>
        (Words, _blocksPerRow, _rowsPerScale, _rowStride, _blockStride) = (words, blocksPerRow, rowsPerScale, rowStride, blockStride);

    /// <summary>The scales as fp32 words, row-major.</summary>
    public uint[] Words { get; }

    /// <summary>Rows of the matrix of scales.</summary>
    public int RowCount => Words.Length / ColumnCount;

    /// <summary>Columns of the matrix of scales.</summary>
    public int ColumnCount => Math.Max(_rowStride, _blockStride);

    /// <summary>A scale for each row and 128 elements along K, as (K/128, rows) row-major.</summary>
    /// <param name="name">Distinguishes the operands of one trial, e.g. <c>A</c>.</param>
    /// <param name="k">A multiple of 128.</param>
    public static BlockScales OfRows(ulong seed, string name, int rowCount, int k)
    {
        var blocks = BlocksOf(k);
        return new(Draw(seed, name, (long)rowCount * blocks), blocks, rowsPerScale: 1, rowStride: 1, blockStride: rowCount);
    }

    /// <summary>A scale for each 128 rows and 128 elements along K, as (rows/128, K/128) row-major; the last may have fewer rows.</summary>
    /// <inheritdoc cref="OfRows"/>
    public static BlockScales OfBlocks(ulong seed, string name, int rowCount, int k)
    {
        var blocks = BlocksOf(k);
        var rows = (rowCount + Length - 1) / Length;
        return new(Draw(seed, name, (long)rows * blocks), blocks, rowsPerScale: Length, rowStride: blocks, blockStride: 1);
    }

    /// <summary>Multiplies each value with its scale.</summary>
    /// <param name="start">The first value's index in the operand.</param>
    /// <param name="stride">The distance in the operand from a value to the next.</param>
    internal void Apply(long start, long stride, Span<double> values)
    {
        int count;
        for (var i = 0; i < values.Length; i += count)
        {
            var index = start + (i * stride);
            count = stride == 1 ? Math.Min(values.Length - i, Length - (int)(index % Length)) : 1;
            var part = values.Slice(i, count);
            TensorPrimitives.Multiply(part, Of(index), part);
        }
    }

    private float Of(long index)
    {
        // K is a multiple of 128, so no block crosses the end of a row.
        var (row, block) = Math.DivRem(index / Length, _blocksPerRow);
        return BitConverter.UInt32BitsToSingle(Words[(row / _rowsPerScale * _rowStride) + (block * _blockStride)]);
    }

    private static int BlocksOf(int k) => k % Length == 0
        ? k / Length
        : throw new ArgumentOutOfRangeException(nameof(k), k, $"scales per block need a multiple of {Length}");

    private static uint[] Draw(ulong seed, string name, long count)
    {
        var words = GC.AllocateUninitializedArray<uint>(checked((int)count));
        var stream = SeededData.Stream(seed, $"scales of {name}");
        for (var i = 0; i < words.Length; i++)
            words[i] = BitConverter.SingleToUInt32Bits(0.5f + (1.5f * TwoToMinus24 * (SeededData.Bits(stream, (ulong)i) >> 40)));
        return words;
    }
}
