using System.Runtime.InteropServices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Operators;

namespace GpuBench.Torch.Tensors;

/// <summary>
/// A tensor on a device, with the measured operators. Dispose frees its memory, unless a view still uses it. Operators throw if
/// libtorch refuses, for example because of mismatched shapes or too little memory.
/// </summary>
internal interface ITensor : IDisposable
{
    /// <summary>libtorch's pointer, for <see cref="AtenDispatcher"/>; the tensor keeps ownership.</summary>
    nint Handle { get; }

    /// <summary>A transposed view of a matrix; libtorch passes its layout to the matrix library.</summary>
    ITensor Transpose();

    /// <summary>torch.narrow: a view of a part of one dimension.</summary>
    ITensor Narrow(int dimension, long start, long length);

    /// <summary>torch.view: a view of the same elements in another shape; -1 stands for the size that is left.</summary>
    ITensor View(params long[] shape);

    /// <summary>torch.transpose: a view with two dimensions exchanged.</summary>
    ITensor Exchange(int first, int second);

    /// <summary>torch.mm, which allocates its result: (M,K)·(K,N).</summary>
    ITensor Multiply(ITensor right);

    /// <summary>The same product, written into this tensor.</summary>
    void SetToProduct(ITensor left, ITensor right);

    /// <summary>The product of fp8 matrices by torch._scaled_mm, written into this tensor, which has another type.</summary>
    /// <param name="leftScale">The factors of the left operand: fp32, on the same device; one element is the factor of all.</param>
    /// <param name="rightScale">As <paramref name="leftScale"/>, of the right operand.</param>
    /// <exception cref="NotSupportedException">The engine has no tensors of fp8.</exception>
    void SetToScaledProduct(ITensor left, ITensor right, ITensor leftScale, ITensor rightScale);

    /// <summary>Adds a matrix product to this tensor. The sum is rounded once.</summary>
    void AddProduct(ITensor left, ITensor right);

    /// <summary>Adds a tensor of the same shape.</summary>
    void Add(ITensor other);

    /// <summary>torch.Tensor.copy_, from a tensor of the same shape and any device and type.</summary>
    void CopyFrom(ITensor source);

    /// <summary>
    /// torch.Tensor.set_: takes the memory of a tensor of the same shape and type, without a copy. Views of this tensor keep its old
    /// memory.
    /// </summary>
    void TakeMemoryOf(ITensor source);

    /// <summary>torch.Tensor.zero_, in place.</summary>
    void SetToZero();

    /// <summary>Fills it with NaN, so that an element that is not written afterwards fails every check.</summary>
    void Poison();

    /// <summary>The elements in row-major order, packed. An odd count of 16-bit elements leaves the last high half zero.</summary>
    /// <param name="buffer">Filled and returned if its length fits; otherwise a new array is returned.</param>
    uint[] Words(uint[]? buffer = null);

    /// <summary>The memory of a row-major tensor on the host, valid while the tensor exists.</summary>
    Span<byte> HostBytes();
}

/// <summary>Creates tensors on one device through one engine. Tensors of different engines do not mix.</summary>
internal interface ITensorFactory
{
    bool IsOnHost { get; }

    /// <summary>The function that <see cref="ITensor.SetToProduct"/> calls, for the result's kernel column.</summary>
    string GivenProductName { get; }

    /// <summary>Uninitialised, row-major.</summary>
    /// <param name="type">fp32, tf32 (stored as fp32), fp16, bf16 or int8; fp8 only through the stable C interface.</param>
    ITensor Empty(long[] shape, DType type);

    /// <summary>64-bit integers, such as token ids.</summary>
    ITensor FromIds(long[] ids, long[] shape);

    /// <param name="words">Packed as <see cref="ITensor.Words"/> returns them.</param>
    ITensor FromWords(uint[] words, long[] shape, DType type);

    /// <summary>Takes ownership of a handle that an operator returned.</summary>
    ITensor Own(nint handle);

    /// <summary>Configures libtorch for a trial's matrix products, as far as this engine can.</summary>
    MatMulSettings Apply(NumericTriple dtype);
}

/// <summary>Creates equal tensors, one for each set of operands that a trial rotates through.</summary>
internal static class TensorSets
{
    /// <summary>Causes an error inside libtorch on purpose: (2,3) cannot be multiplied with (2,3).</summary>
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
/// <param name="IsCuda">Whether the settings apply to this device.</param>
/// <param name="Tf32IsOn">fp32 products may round their operands to TF32.</param>
/// <param name="Fp16SumsAllowed">fp16 products may add partial sums in fp16.</param>
/// <param name="Bf16SumsAllowed">bf16 products may add partial sums in bf16.</param>
internal sealed record MatMulSettings(bool IsCuda, bool Tf32IsOn, bool Fp16SumsAllowed, bool Bf16SumsAllowed)
{
    public static MatMulSettings OfCpu { get; } = new(IsCuda: false, Tf32IsOn: false, Fp16SumsAllowed: false, Bf16SumsAllowed: false);

    /// <returns>The suffix of the kernel's name; empty on a CPU.</returns>
    public override string ToString() =>
        IsCuda ? $", TF32 {(Tf32IsOn ? "on" : "off")}, fp16 sums {Word(Fp16SumsAllowed)}, bf16 sums {Word(Bf16SumsAllowed)}" : "";

    private static string Word(bool isAllowed) => isAllowed ? "allowed" : "off";
}

/// <summary>Packs a host tensor's bytes into the words that <see cref="ITensor.Words"/> returns.</summary>
internal static class HostWords
{
    /// <param name="buffer">Filled and returned if its length fits.</param>
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

/// <summary>Tensors as arguments of operators, whichever engine owns them.</summary>
internal static class TensorArguments
{
    /// <inheritdoc cref="AtenDispatcher.Argument(nint)"/>
    public static ulong Argument(ITensor tensor)
    {
        var second = AtenDispatcher.Argument(tensor.Handle);
        // The finalizer must not delete the first handle before the second exists.
        GC.KeepAlive(tensor);
        return second;
    }
}
