using System.Runtime.InteropServices;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using static GpuBench.Torch.Operators.LibTorchFunctions;

namespace GpuBench.Torch.Tensors;

/// <summary>Tensors through libtorch's stable C interface: no bridge, and so no version of it to fit.</summary>
/// <param name="backend">CPU or CUDA.</param>
/// <param name="index">Among the devices of the back end.</param>
internal sealed unsafe class StableTensors(Backend backend, int index) : ITensorFactory
{
    public string GivenProductName => "torch.mm, out";

    public ITensor Empty(long[] shape, DType type) => Empty(shape, StoredAs(type), DeviceTypeNumber(), index);

    public ITensor FromWords(uint[] words, long[] shape, DType type)
    {
        var host = OnHost(shape, StoredAs(type));
        var bytes = host.HostBytes();
        MemoryMarshal.AsBytes(words.AsSpan())[..bytes.Length].CopyTo(bytes);
        if (backend == Backend.Cpu)
            return host;
        using (host)
        {
            var tensor = Empty(shape, type);
            tensor.CopyFrom(host);
            return tensor;
        }
    }

    public ITensor Own(nint handle) => new StableTensor(handle);

    /// <summary>
    /// The C interface has no switches: these are libtorch's own defaults. An fp32 product that is rounded to TF32 all the same fails its check.
    /// </summary>
    public MatMulSettings Apply(NumericTriple dtype) =>
        backend == Backend.Cuda ? new(IsCuda: true, Tf32IsOn: false, Fp16SumsAllowed: true) : MatMulSettings.OfCpu;

    public static StableTensor OnHost(long[] shape, int dtypeNumber) => Empty(shape, dtypeNumber, aoti_torch_device_type_cpu(), deviceIndex: 0);

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
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a type that is measured with libtorch"),
    };
}
