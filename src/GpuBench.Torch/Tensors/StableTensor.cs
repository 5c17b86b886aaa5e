using GpuBench.Torch.Operators;
using Microsoft.Win32.SafeHandles;
using static GpuBench.Torch.Operators.LibTorchFunctions;

namespace GpuBench.Torch.Tensors;

/// <summary>A tensor that is reached through libtorch's C interface alone.</summary>
internal sealed unsafe class StableTensor : SafeHandleZeroOrMinusOneIsInvalid, ITensor
{
    /// <param name="owned">Deleted with this object.</param>
    public StableTensor(nint owned)
        : base(ownsHandle: true) => SetHandle(owned);

    public nint Handle => handle;

    public ITensor Transpose() => new StableTensor(AtenDispatcher.Call("aten::t"u8, [Argument(this)]));

    public ITensor Multiply(ITensor right) => new StableTensor(AtenDispatcher.Call("aten::mm"u8, [Argument(this), Argument(right)]));

    public void SetToProduct(ITensor left, ITensor right) =>
        Drop(AtenDispatcher.Call("aten::mm"u8, "out"u8, [Argument(left), Argument(right), Argument(this)]));

    public void CopyFrom(ITensor source) =>
        Drop(AtenDispatcher.Call("aten::copy_"u8, [Argument(this), Argument(source), AtenDispatcher.Argument(false)]));

    /// <summary>By a tensor of no dimension: the C interface cannot pass a number of any type.</summary>
    public void Poison()
    {
        using var value = StableTensors.OnHost([], aoti_torch_dtype_float32());
        *(float*)value.Data = float.NaN;
        Drop(AtenDispatcher.Call("aten::fill_"u8, "Tensor"u8, [Argument(this), Argument(value)]));
    }

    public uint[] Words(uint[]? buffer = null)
    {
        using var host = StableTensors.OnHost(Shape().ToArray(), DTypeNumber());
        host.CopyFrom(this);
        return HostWords.From(host.HostBytes(), buffer);
    }

    /// <summary>The memory of a row-major tensor on the host.</summary>
    public Span<byte> HostBytes()
    {
        var byteCount = (long)aoti_torch_dtype_element_size(DTypeNumber());
        foreach (var size in Shape())
            byteCount *= size;
        return new((void*)Data, checked((int)byteCount));
    }

    protected override bool ReleaseHandle() => aoti_torch_delete_tensor_object(handle) == 0;

    private nint Data
    {
        get
        {
            ThrowOnError(aoti_torch_get_data_ptr(handle, out var data), "a tensor's address");
            return data;
        }
    }

    private ReadOnlySpan<long> Shape()
    {
        ThrowOnError(aoti_torch_get_dim(handle, out var dimensionCount), "a tensor's dimensions");
        ThrowOnError(aoti_torch_get_sizes(handle, out var sizes), "a tensor's sizes");
        return new(sizes, (int)dimensionCount);
    }

    private int DTypeNumber()
    {
        ThrowOnError(aoti_torch_get_dtype(handle, out var dtype), "a tensor's type");
        return dtype;
    }

    private static ulong Argument(ITensor tensor)
    {
        var second = AtenDispatcher.Argument(tensor.Handle);
        // Until there is a second handle, the first is deleted with its object.
        GC.KeepAlive(tensor);
        return second;
    }

    /// <summary>An operator that writes into a tensor returns another handle of it.</summary>
    private static void Drop(nint handle) => ThrowOnError(aoti_torch_delete_tensor_object(handle), "the end of a handle");
}
