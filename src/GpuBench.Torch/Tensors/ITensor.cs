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

    /// <summary>torch.Tensor.copy_, from a tensor of the same shape and any device.</summary>
    void CopyFrom(ITensor source);

    /// <summary>Fills it with NaN: an element nobody writes afterwards fails any check.</summary>
    void Poison();

    /// <summary>The elements in row-major order, packed. An odd count of 16-bit elements leaves the last high half zero.</summary>
    /// <param name="buffer">Filled and returned where it is as long as the words are; otherwise, they get a new array.</param>
    uint[] Words(uint[]? buffer = null);
}
