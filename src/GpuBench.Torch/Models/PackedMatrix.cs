using GpuBench.Measuring.Trials;
using GpuBench.Torch.Operators;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;

namespace GpuBench.Torch.Models;

/// <summary>In bf16 on a processor, in oneDNN's own layout. A sum with the product is rounded once.</summary>
/// <param name="packed">From <see cref="Pack"/>.</param>
internal sealed class PackedMatrix(ITensorFactory tensors, ITensor packed) : IWeightMatrix
{
    /// <summary>For the reason of a result's kernel.</summary>
    public const string Name = "oneDNN's linear with packed weights";

    /// <param name="weights">(outputs, inputs), row-major.</param>
    public static ITensor Pack(ITensorFactory tensors, ITensor weights)
    {
        var packed = tensors.Own(PackedLinear.Pack(weights.Handle));
        GC.KeepAlive(weights);
        return packed;
    }

    /// <summary>Whether weights of this type can be packed here, found by a small product.</summary>
    public static bool Serves(ITensorFactory tensors, DType type)
    {
        if (!tensors.IsOnHost || type != DType.Bf16 || !PackedLinear.IsAvailable)
            return false;
        // Two rows of x, and three of weights; each product is exact.
        const int size = 32;
        float[] x = [.. Enumerable.Range(0, 2 * size).Select(i => (float)(i % 3))];
        float[] weights = [.. Enumerable.Range(0, 3 * size).Select(i => (float)(i % 5))];
        try
        {
            using var left = tensors.FromWords(Packed.Words(x, type), [2, size], type);
            using var right = tensors.FromWords(Packed.Words(weights, type), [3, size], type);
            using var packed = Pack(tensors, right);
            using var result = tensors.Empty([2, 3], type);
            new PackedMatrix(tensors, packed).Multiply(left, rowCount: 2, result);
            return Packed.Unpack(result.Words(), 6, type).Index().All(one => one.Item == Sum(one.Index / 3, one.Index % 3));
        }
        catch (InvalidOperationException)
        {
            return false;
        }

        float Sum(int row, int output) =>
            Enumerable.Range(0, size).Sum(i => x[(row * size) + i] * weights[(output * size) + i]);
    }

    public void Multiply(ITensor x, int rowCount, ITensor result)
    {
        using var product = tensors.Own(PackedLinear.Multiply(x.Handle, packed.Handle));
        GC.KeepAlive(x);
        GC.KeepAlive(packed);
        result.TakeMemoryOf(product);
    }

    public void AddProduct(ITensor x, int rowCount, ITensor sum)
    {
        using var next = tensors.Own(PackedLinear.MultiplyAndAdd(x.Handle, packed.Handle, sum.Handle));
        GC.KeepAlive(x);
        GC.KeepAlive(packed);
        sum.TakeMemoryOf(next);
    }
}
