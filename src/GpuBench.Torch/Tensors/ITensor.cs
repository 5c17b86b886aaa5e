using System.Runtime.InteropServices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Torch.Tensors;

/// <summary>
/// A tensor on a device and what is measured of it. Disposing of it gives its memory back, unless a view still uses it.
/// Operators throw where libtorch refuses: shapes that do not fit, no memory.
/// </summary>
internal interface ITensor : IDisposable
{
    /// <summary>libtorch's own pointer, for <see cref="Operators.AtenDispatcher"/>; it stays the tensor's.</summary>
    nint Handle { get; }

    /// <summary>A view of a matrix; libtorch hands its layout on to the library that multiplies.</summary>
    ITensor Transpose();

    /// <summary>torch.mm, which allocates its result: (M,K)·(K,N).</summary>
    ITensor Multiply(ITensor right);

    /// <summary>The same product, written into this tensor.</summary>
    void SetToProduct(ITensor left, ITensor right);

    /// <summary>The product of fp8 matrices by torch._scaled_mm, written into this tensor of another type.</summary>
    /// <param name="scale">fp32, one element on the same device: what each operand is multiplied by.</param>
    /// <exception cref="NotSupportedException">The engine has no tensors of fp8.</exception>
    void SetToScaledProduct(ITensor left, ITensor right, ITensor scale);

    /// <summary>torch.Tensor.copy_, from a tensor of the same shape and any device.</summary>
    void CopyFrom(ITensor source);

    /// <summary>torch.Tensor.zero_, in place.</summary>
    void SetToZero();

    /// <summary>Fills it with NaN: an element nobody writes afterwards fails any check.</summary>
    void Poison();

    /// <summary>The elements in row-major order, packed. An odd count of 16-bit elements leaves the last high half zero.</summary>
    /// <param name="buffer">Filled and returned where it is as long as the words are; otherwise, they get a new array.</param>
    uint[] Words(uint[]? buffer = null);
}

/// <summary>Makes tensors on one device by one engine's way into libtorch. Tensors of different engines do not mix.</summary>
internal interface ITensorFactory
{
    /// <summary>For the result's kernel column: what <see cref="ITensor.SetToProduct"/> calls.</summary>
    string GivenProductName { get; }

    /// <summary>Uninitialised, row-major.</summary>
    /// <param name="type">fp32, tf32 (which is stored as fp32), fp16 or bf16; fp8 by the stable C interface alone.</param>
    ITensor Empty(long[] shape, DType type);

    /// <param name="words">Packed as <see cref="ITensor.Words"/> gives them.</param>
    ITensor FromWords(uint[] words, long[] shape, DType type);

    /// <summary>Takes over a handle that an operator returned.</summary>
    ITensor Own(nint handle);

    /// <summary>Sets libtorch up for a trial's matrix products, as far as this engine can.</summary>
    MatMulSettings Apply(NumericTriple dtype);
}

/// <summary>Equal tensors, one for each set of operands that a trial goes round.</summary>
internal static class TensorSets
{
    /// <summary>An error inside libtorch on purpose: (2,3) cannot be multiplied with (2,3).</summary>
    /// <exception cref="Exception">Always.</exception>
    public static void MultiplyMisfits(this ITensorFactory tensors)
    {
        using var matrix = tensors.Empty([2, 3], DType.Fp32);
        using var impossible = matrix.Multiply(matrix);
    }

    public static ITensor[] Copies(this ITensorFactory tensors, uint[] words, long[] shape, DType type, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => tensors.FromWords(words, shape, type))];

    public static ITensor[] Poisoned(this ITensorFactory tensors, long[] shape, DType type, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => tensors.Poisoned(shape, type))];

    private static ITensor Poisoned(this ITensorFactory tensors, long[] shape, DType type)
    {
        var tensor = tensors.Empty(shape, type);
        tensor.Poison();
        return tensor;
    }
}

/// <summary>libtorch's settings for matrix products on CUDA; a CPU has none of them.</summary>
/// <param name="IsCuda">Whether they mean anything on this device.</param>
/// <param name="Tf32IsOn">fp32 products may round their operands to TF32.</param>
/// <param name="Fp16SumsAllowed">fp16 products may add partial sums in fp16.</param>
internal sealed record MatMulSettings(bool IsCuda, bool Tf32IsOn, bool Fp16SumsAllowed)
{
    public static MatMulSettings OfCpu { get; } = new(IsCuda: false, Tf32IsOn: false, Fp16SumsAllowed: false);

    /// <returns>What the kernel's name says of them, or nothing.</returns>
    public override string ToString() =>
        IsCuda ? $", TF32 {(Tf32IsOn ? "on" : "off")}, fp16 sums {(Fp16SumsAllowed ? "allowed" : "off")}" : "";
}

/// <summary>The words that <see cref="ITensor.Words"/> gives, from the bytes of a tensor on the host.</summary>
internal static class HostWords
{
    /// <param name="buffer">Filled and returned where its length fits.</param>
    public static uint[] From(ReadOnlySpan<byte> bytes, uint[]? buffer)
    {
        var count = (bytes.Length + sizeof(uint) - 1) / sizeof(uint);
        var words = buffer?.Length == count ? buffer : GC.AllocateUninitializedArray<uint>(count);
        if (count > 0)
            words[^1] = 0;
        bytes.CopyTo(MemoryMarshal.AsBytes(words.AsSpan()));
        return words;
    }
}
