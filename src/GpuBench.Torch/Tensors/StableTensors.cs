using System.Runtime.InteropServices;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Operators;
using Microsoft.Win32.SafeHandles;
using static GpuBench.Torch.Operators.LibTorchFunctions;
using static GpuBench.Torch.Tensors.TensorArguments;

namespace GpuBench.Torch.Tensors;

/// <summary>Tensors through libtorch's stable C interface, which needs no bridge of a matching version.</summary>
/// <param name="backend">CPU or CUDA.</param>
/// <param name="index">The device's number in the back end.</param>
internal sealed unsafe class StableTensors(Backend backend, int index) : ITensorFactory
{
    public bool IsOnHost => backend == Backend.Cpu;

    public string GivenProductName => "torch.mm, out";

    public ITensor Empty(long[] shape, DType type) => OnDevice(shape, StoredAs(type));

    public ITensor FromIds(long[] ids, long[] shape) => FromHost(MemoryMarshal.AsBytes(ids.AsSpan()), shape, aoti_torch_dtype_int64());

    public ITensor FromWords(uint[] words, long[] shape, DType type) =>
        FromHost(MemoryMarshal.AsBytes(words.AsSpan()), shape, StoredAs(type));

    public ITensor Own(nint handle) => new StableTensor(handle);

    /// <summary>
    /// The C interface has no switches, so libtorch's own settings hold. They are read back; one that cannot be read has its default.
    /// An fp32 product that is rounded to TF32 nevertheless fails its check.
    /// </summary>
    public MatMulSettings Apply(NumericTriple dtype) => backend != Backend.Cuda ? MatMulSettings.OfCpu : new(
        IsCuda: true, LibTorchContext.AllowsTf32 ?? false, LibTorchContext.AllowsFp16Sums ?? true,
        LibTorchContext.AllowsBf16Sums ?? true);

    public static StableTensor OnHost(long[] shape, int dtypeNumber) =>
        Empty(shape, dtypeNumber, aoti_torch_device_type_cpu(), deviceIndex: 0);

    /// <param name="elements">The elements, with or without padding at the end.</param>
    private StableTensor FromHost(ReadOnlySpan<byte> elements, long[] shape, int dtypeNumber)
    {
        var host = OnHost(shape, dtypeNumber);
        var bytes = host.HostBytes();
        elements[..bytes.Length].CopyTo(bytes);
        if (IsOnHost)
            return host;
        using (host)
        {
            var tensor = OnDevice(shape, dtypeNumber);
            tensor.CopyFrom(host);
            return tensor;
        }
    }

    private StableTensor OnDevice(long[] shape, int dtypeNumber) => Empty(shape, dtypeNumber, DeviceTypeNumber(), index);

    private static StableTensor Empty(long[] shape, int dtypeNumber, int deviceTypeNumber, int deviceIndex)
    {
        var strides = new long[shape.Length];
        var stride = 1L;
        for (var dimension = shape.Length - 1; dimension >= 0; dimension--)
        {
            strides[dimension] = stride;
            stride *= shape[dimension];
        }
        fixed (long* sizes = shape, steps = strides)
        {
            ThrowOnError(
                aoti_torch_empty_strided(shape.Length, sizes, steps, dtypeNumber, deviceTypeNumber, deviceIndex, out var tensor),
                $"memory for a tensor of {string.Join('×', shape)} elements");
            return new(tensor);
        }
    }

    private int DeviceTypeNumber() => backend == Backend.Cuda ? aoti_torch_device_type_cuda() : aoti_torch_device_type_cpu();

    private static int StoredAs(DType type) => type switch
    {
        DType.Fp32 or DType.Tf32 => aoti_torch_dtype_float32(),
        DType.Fp16 => aoti_torch_dtype_float16(),
        DType.Bf16 => aoti_torch_dtype_bfloat16(),
        DType.Int8 => aoti_torch_dtype_int8(),
        DType.Fp8E4M3 => aoti_torch_dtype_float8_e4m3fn(),
        DType.Fp8E5M2 => aoti_torch_dtype_float8_e5m2(),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "libtorch is not measured in this type"),
    };
}

/// <summary>A tensor that uses only libtorch's C interface.</summary>
internal sealed unsafe class StableTensor : SafeHandleZeroOrMinusOneIsInvalid, ITensor
{
    /// <param name="owned">Deleted with this object.</param>
    public StableTensor(nint owned)
        : base(ownsHandle: true) => SetHandle(owned);

    public nint Handle => handle;

    public ITensor Transpose() => new StableTensor(AtenDispatcher.Call("aten::t"u8, [Argument(this)]));

    public ITensor Narrow(int dimension, long start, long length) => new StableTensor(AtenDispatcher.Call(
        "aten::narrow"u8, [Argument(this), (ulong)dimension, (ulong)start, (ulong)length]));

    public ITensor View(params long[] shape) =>
        new StableTensor(AtenDispatcher.Call("aten::view"u8, [Argument(this), AtenDispatcher.Argument(shape)]));

    public ITensor Exchange(int first, int second) => new StableTensor(AtenDispatcher.Call(
        "aten::transpose"u8, "int"u8, [Argument(this), (ulong)first, (ulong)second]));

    public ITensor Multiply(ITensor right) => new StableTensor(AtenDispatcher.Call("aten::mm"u8, [Argument(this), Argument(right)]));

    public void SetToProduct(ITensor left, ITensor right) =>
        AtenDispatcher.Write("aten::mm"u8, "out"u8, [Argument(left), Argument(right), Argument(this)]);

    public void SetToScaledProduct(ITensor left, ITensor right, ITensor leftScale, ITensor rightScale) => AtenDispatcher.Write(
        "aten::_scaled_mm"u8,
        "out"u8,
        [
            Argument(left),
            Argument(right),
            Argument(leftScale),
            Argument(rightScale),
            AtenDispatcher.None, // bias
            AtenDispatcher.None, // scale of an fp8 result
            AtenDispatcher.None, // result type: that of the given tensor
            AtenDispatcher.Argument(false), // use_fast_accum: sums of reduced precision; refused with scales per block
            Argument(this),
        ]);

    /// <summary>Through the compiled form of addmm, because the dispatcher cannot pass its factors, which are Scalars.</summary>
    public void AddProduct(ITensor left, ITensor right)
    {
        ThrowOnError(
            IsOnCuda
                ? aoti_torch_cuda_addmm_out(handle, handle, left.Handle, right.Handle, beta: 1, alpha: 1)
                : aoti_torch_cpu_addmm_out(handle, handle, left.Handle, right.Handle, beta: 1, alpha: 1),
            "addmm");
        GC.KeepAlive(left);
        GC.KeepAlive(right);
    }

    /// <summary>With an intermediate result, because only the compiled form of add takes a Scalar, and it allocates.</summary>
    public void Add(ITensor other)
    {
        nint sum;
        ThrowOnError(
            IsOnCuda
                ? aoti_torch_cuda_add_Tensor(handle, other.Handle, alpha: 1, out sum)
                : aoti_torch_cpu_add_Tensor(handle, other.Handle, alpha: 1, out sum),
            "add");
        GC.KeepAlive(other);
        using var result = new StableTensor(sum);
        CopyFrom(result);
    }

    public void CopyFrom(ITensor source) =>
        AtenDispatcher.Write("aten::copy_"u8, ""u8, [Argument(this), Argument(source), AtenDispatcher.Argument(false)]);

    public void TakeMemoryOf(ITensor source) =>
        AtenDispatcher.Write("aten::set_"u8, "source_Tensor"u8, [Argument(this), Argument(source)]);

    public void SetToZero() => AtenDispatcher.Write("aten::zero_"u8, ""u8, [Argument(this)]);

    /// <summary>Fills from a tensor without dimensions, because the C interface cannot pass a Scalar.</summary>
    public void Poison()
    {
        using var value = StableTensors.OnHost([], aoti_torch_dtype_float32());
        *(float*)value.Data = float.NaN;
        AtenDispatcher.Write("aten::fill_"u8, "Tensor"u8, [Argument(this), Argument(value)]);
    }

    public uint[] Words(uint[]? buffer = null)
    {
        using var host = StableTensors.OnHost(Shape().ToArray(), DTypeNumber());
        host.CopyFrom(this);
        return HostWords.From(host.HostBytes(), buffer);
    }

    public Span<byte> HostBytes()
    {
        var byteCount = (long)aoti_torch_dtype_element_size(DTypeNumber());
        foreach (var size in Shape())
            byteCount *= size;
        return new((void*)Data, checked((int)byteCount));
    }

    protected override bool ReleaseHandle() => aoti_torch_delete_tensor_object(handle) == 0;

    private bool IsOnCuda
    {
        get
        {
            ThrowOnError(aoti_torch_get_device_type(handle, out var type), "a tensor's device");
            return type == aoti_torch_device_type_cuda();
        }
    }

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
}
