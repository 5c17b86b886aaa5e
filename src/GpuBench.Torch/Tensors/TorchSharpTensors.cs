using System.Runtime.InteropServices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Operators;
using TorchSharp;
using static TorchSharp.torch;

namespace GpuBench.Torch.Tensors;

/// <summary>Tensors through TorchSharp and its bridge.</summary>
/// <param name="place">The device of the tensors.</param>
internal sealed class TorchSharpTensors(Device place) : ITensorFactory
{
    public bool IsOnHost => place.type == DeviceType.CPU;

    public string GivenProductName => "torch.addmm_, beta 0";

    public ITensor Empty(long[] shape, DType type) => new TorchSharpTensor(empty(shape, dtype: StoredAs(type), device: place));

    public ITensor FromIds(long[] ids, long[] shape)
    {
        using var host = tensor(ids, shape);
        using var moved = host.to(place);
        // If the target is the host, both are one tensor.
        return new TorchSharpTensor(moved.alias());
    }

    public ITensor FromWords(uint[] words, long[] shape, DType type)
    {
        var host = empty(shape, dtype: StoredAs(type));
        var bytes = host.bytes;
        MemoryMarshal.AsBytes(words.AsSpan())[..bytes.Length].CopyTo(bytes);
        var tensor = host.to(place);
        // If the target is the host, the result is a second wrapper of the same memory.
        host.Dispose();
        return new TorchSharpTensor(tensor);
    }

    public ITensor Own(nint handle) => new TorchSharpTensor(Tensor.UnsafeCreateTensor(handle));

    /// <summary>Enables TF32 only for a TF32 trial, and always sums in fp32, as the numeric types state. Both are read back.</summary>
    public MatMulSettings Apply(NumericTriple dtype)
    {
        if (place.type != DeviceType.CUDA)
            return MatMulSettings.OfCpu;
        backends.cuda.matmul.allow_tf32 = dtype.Input == DType.Tf32;
        backends.cuda.matmul.allow_fp16_reduced_precision_reduction = false;
        return new(
            IsCuda: true, backends.cuda.matmul.allow_tf32, backends.cuda.matmul.allow_fp16_reduced_precision_reduction,
            LibTorchContext.AllowsBf16Sums ?? true);
    }

    public static ScalarType StoredAs(DType type) => type switch
    {
        DType.Fp32 or DType.Tf32 => ScalarType.Float32,
        DType.Fp16 => ScalarType.Float16,
        DType.Bf16 => ScalarType.BFloat16,
        DType.Int8 => ScalarType.Int8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "libtorch is not measured in this type"),
    };
}

/// <summary>A tensor of TorchSharp. It never calls torch.matmul, whose errors end the process instead of throwing.</summary>
internal sealed class TorchSharpTensor(Tensor tensor) : ITensor
{
    /// <summary>
    /// Numbers of calls into libtorch. TorchSharp passes only their handles, so a garbage collection during a call frees a number that
    /// nobody else holds.
    /// </summary>
    private static readonly Scalar One = 1, NotANumber = float.NaN;

    public nint Handle => tensor.Handle;

    public ITensor Transpose() => new TorchSharpTensor(tensor.t());

    public ITensor Narrow(int dimension, long start, long length) => new TorchSharpTensor(tensor.narrow(dimension, start, length));

    public ITensor View(params long[] shape) => new TorchSharpTensor(tensor.view(shape));

    public ITensor Exchange(int first, int second) => new TorchSharpTensor(tensor.transpose(first, second));

    public ITensor Multiply(ITensor right) => new TorchSharpTensor(tensor.mm(Of(right)));

    public void SetToProduct(ITensor left, ITensor right) => tensor.addmm_(Of(left), Of(right), beta: 0, alpha: 1);

    public void SetToScaledProduct(ITensor left, ITensor right, ITensor leftScale, ITensor rightScale) =>
        throw new NotSupportedException("TorchSharp has no fp8 tensors");

    public void AddProduct(ITensor left, ITensor right) => tensor.addmm_(Of(left), Of(right));

    public void Add(ITensor other) => tensor.add_(Of(other), One);

    public void CopyFrom(ITensor source) => tensor.copy_(Of(source));

    public void TakeMemoryOf(ITensor source) =>
        AtenDispatcher.Write("aten::set_"u8, "source_Tensor"u8, [TensorArguments.Argument(this), TensorArguments.Argument(source)]);

    public void SetToZero() => tensor.zero_();

    public void Poison() => tensor.fill_(NotANumber);

    public uint[] Words(uint[]? buffer = null)
    {
        using var host = tensor.cpu();
        return HostWords.From(host.bytes, buffer);
    }

    public Span<byte> HostBytes() => tensor.bytes;

    public void Dispose() => tensor.Dispose();

    private static Tensor Of(ITensor other) => ((TorchSharpTensor)other).Inner;

    private Tensor Inner => tensor;
}
