using System.Runtime.Intrinsics;
using GpuBench.Torch.Host;
using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>
/// The products of a block against double precision, on operands that bf16 holds exactly. Keys and values after the present ones are
/// NaN; one read would make a result NaN.
/// </summary>
[Collection(LibTorchHere.Name)]
public sealed unsafe class HostProductsTests
{
    /// <summary>Of sums in fp32, relative to the sum of absolute terms.</summary>
    private const double SumError = 1e-5;

    [Theory]
    [InlineData(64, 64)]
    [InlineData(64, 37)]
    [InlineData(128, 33)]
    [InlineData(80, 20)]
    [InlineData(16, 1)]
    public void Products_agree_with_double_precision(int size, int present)
    {
        // The first query attends to few or all keys.
        foreach (var (visible, adds) in new[] { (1, true), (30, true), (64, true), (1, false), (64, false) })
        {
            AssertProducts<float, float, HostTileProducts<float, Vector256<float>, HostVector256>>(size, visible, present, adds);
            AssertProducts<ushort, float, HostTileProducts<ushort, Vector256<float>, HostVector256>>(size, visible, present, adds);
            if (HostBf16Products.Serves(queries: 512, size))
                AssertProducts<ushort, ushort, HostBf16Products>(size, visible, present, adds);
        }
    }

    [Fact]
    public void Products_of_bf16_do_not_serve_few_queries_or_sizes_between_vectors()
    {
        Assert.False(HostBf16Products.Serves(queries: 2, size: 64));
        Assert.False(HostBf16Products.Serves(queries: 512, size: 10));
    }

    /// <param name="adds">To earlier sums, of which a strip of rows does not shrink, and the others have different factors.</param>
    private static void AssertProducts<T, TOperand, TProducts>(int size, int visible, int present, bool adds)
        where T : unmanaged where TOperand : unmanaged where TProducts : IHostProducts<T, TOperand>
    {
        var (rows, random) = (TProducts.MaxRows, new Random(size + present));
        var shape = new HostBlock(rows, visible, present);
        var (queries, keys, values, sums) = (Numbers(rows, size), Numbers(present, size), Numbers(present, size), Numbers(rows, size));
        var workspace = new HostWorkspace();
        var block = workspace.Reserve(TProducts.BlockLength(size));
        fixed (T* k = WithNaN(keys), v = WithNaN(values))
            TProducts.Pack(k, v, present, size, block);

        var (shares, shrinks) = (new double[rows][], new float[rows]);
        var numbers = new float[rows * HostBlock.MaxKeys];
        var mixed = HostNumbers.To<float>([.. sums.SelectMany(row => row)]);
        fixed (TOperand* query = HostNumbers.To<TOperand>([.. queries.SelectMany(row => row)]))
        fixed (float* scores = numbers, shrink = shrinks, sum = mixed)
        {
            TProducts.Score(query, shape, size, block, scores);
            for (var row = 0; row < rows; row++)
            {
                for (var key = 0; key < shape.Keys(row); key++)
                {
                    var terms = queries[row].Zip(keys[key], (x, y) => x * y).ToArray();
                    AssertNear(terms, scores[(row * HostBlock.MaxKeys) + key], SumError, 0);
                }
                var drawn = Enumerable.Range(0, HostBlock.MaxKeys).Select(key => key < shape.Keys(row) ? random.NextSingle() : 0.0);
                var stored = HostNumbers.To<TOperand>([.. drawn]);
                shares[row] = HostNumbers.From(stored);
                stored.CopyTo(new Span<TOperand>(scores + (row * HostBlock.MaxKeys), HostBlock.MaxKeys));
                shrinks[row] = row is > 3 and < 8 || row % 3 == 0 ? 1 : 0.625f;
            }
            TProducts.Mix(scores, shape, size, block, adds ? shrink : null, sum);
            TProducts.Release();
        }
        GC.KeepAlive(workspace);
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < size; i++)
            {
                var terms = Enumerable.Range(0, present).Select(key => shares[row][key] * values[key][i]).ToArray();
                AssertNear(terms, mixed[(row * size) + i], SumError, adds ? sums[row][i] * shrinks[row] : 0);
            }
        }

        double[][] Numbers(int count, int length) =>
            [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, length).Select(_ => (random.Next(257) - 128) / 64.0).ToArray())];

        T[] WithNaN(double[][] numbers) =>
            HostNumbers.To<T>([.. numbers.SelectMany(row => row), .. Enumerable.Repeat(double.NaN, HostBlock.MaxKeys * size)]);
    }

    private static void AssertNear(double[] terms, double actual, double allowed, double first)
    {
        var error = Math.Abs(terms.Sum() + first - actual);
        Assert.True(error <= (allowed * terms.Sum(Math.Abs)) + (SumError * (1 + Math.Abs(first))), $"{actual}: error {error}");
    }
}
