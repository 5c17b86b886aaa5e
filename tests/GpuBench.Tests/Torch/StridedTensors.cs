using GpuBench.Measuring.Trials;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;

namespace GpuBench.Tests.Torch;

/// <summary>Tensors on the host with sizes and strides, which multiply as torch._scaled_mm does with scales per block.</summary>
internal sealed class StridedTensors : ITensorFactory
{
    public bool IsOnHost => true;

    public string GivenProductName => "strided";

    public ITensor FromIds(long[] ids, long[] shape) => throw new NotSupportedException();

    public ITensor Empty(long[] shape, DType type) =>
        FromWords(new uint[Packed.WordCount(shape.Aggregate((product, size) => product * size), type)], shape, type);

    public ITensor FromWords(uint[] words, long[] shape, DType type) =>
        new StridedTensor(
            words, type, shape, [.. shape.Select((_, at) => shape[(at + 1)..].Aggregate(1L, (product, size) => product * size))]);

    public ITensor Own(nint handle) => throw new NotSupportedException();

    public MatMulSettings Apply(NumericTriple dtype) => MatMulSettings.OfCpu;
}

/// <summary>A tensor of <see cref="StridedTensors"/>. Views share their words.</summary>
internal sealed class StridedTensor(uint[] words, DType type, long[] sizes, long[] strides) : ITensor
{
    private const int Block = 128;

    public nint Handle => throw new NotSupportedException();

    public ITensor Transpose() => new StridedTensor(words, type, [sizes[1], sizes[0]], [strides[1], strides[0]]);

    /// <summary>
    /// Refuses what PyTorch refuses: get_joint_scaling of ScaledBlas.cpp compares A with the scales of A, and Bᵀ with the transposed scales
    /// of B. Strides of a single element are not compared there; here they are.
    /// </summary>
    public void SetToScaledProduct(ITensor left, ITensor right, ITensor leftScale, ITensor rightScale)
    {
        var (a, b, scaleA, scaleB) = ((StridedTensor)left, (StridedTensor)right, (StridedTensor)leftScale, (StridedTensor)rightScale);
        var (m, n, k) = (a.Size(0), b.Size(1), a.Size(1));
        var blocks = Blocks(k);
        Require(a.Is([m, k], [k, 1]), "A is row-major");
        Require(b.Is([k, n], [1, k]), "B is column-major");
        Require(Is([m, n], [n, 1]), "C is row-major");
        Require(scaleA.Is([m, blocks], [1, m]), "scales of A are outer-dim-major");
        Require(scaleB.Is([blocks, Blocks(n)], [1, blocks]), "scales of B are near-inner-dim-major");
        Require(n % 16 == 0 && k % 16 == 0 && m % 4 == 0 && blocks % 4 == 0, "sizes are multiples");
        var (valuesA, valuesB, scalesA, scalesB) = (a.Values(), b.Values(), scaleA.Values(), scaleB.Values());
        var c = new float[m * n];
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
                for (var block = 0; block < blocks; block++)
                {
                    double sum = 0;
                    for (var x = block * Block; x < (block + 1) * Block; x++)
                        sum += valuesA[a.Offset(i, x)] * valuesB[b.Offset(x, j)];
                    c[(i * n) + j] += (float)(sum * scalesA[scaleA.Offset(i, block)] * scalesB[scaleB.Offset(block, j / Block)]);
                }
        Packed.Words(c, type).CopyTo(words, 0);
    }

    public ITensor Narrow(int dimension, long start, long length) => throw new NotSupportedException();

    public ITensor View(params long[] shape) => throw new NotSupportedException();

    public ITensor Exchange(int first, int second) => throw new NotSupportedException();

    public void AddProduct(ITensor left, ITensor right) => throw new NotSupportedException();

    public void Add(ITensor other) => throw new NotSupportedException();

    public Span<byte> HostBytes() => throw new NotSupportedException();

    public ITensor Multiply(ITensor right) => throw new NotSupportedException();

    public void SetToProduct(ITensor left, ITensor right) => throw new NotSupportedException();

    public void CopyFrom(ITensor source) => throw new NotSupportedException();

    public void TakeMemoryOf(ITensor source) => throw new NotSupportedException();

    public void SetToZero() => words.AsSpan().Clear();

    public void Poison() => words.AsSpan().Fill(uint.MaxValue);

    public uint[] Words(uint[]? buffer = null) => [.. words];

    public void Dispose() { }

    private static int Blocks(int count) => (count + Block - 1) / Block;

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException($"invalid scaling configuration: it does not hold that {what}");
    }

    private int Size(int dimension) => (int)sizes[dimension];

    private int Offset(int row, int column) => (int)((row * strides[0]) + (column * strides[1]));

    private bool Is(long[] expectedSizes, long[] expectedStrides) =>
        sizes.SequenceEqual(expectedSizes) && strides.SequenceEqual(expectedStrides);

    private float[] Values() => Packed.Unpack(words, sizes[0] * sizes[1], type);
}
