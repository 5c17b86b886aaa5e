using GpuBench.Workloads.Shapes;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>A product by cublasGemmEx.</summary>
internal sealed class CuBlasProduct : StreamProduct
{
    private readonly MatMulShape _shape;
    private readonly nint _handle;
    private readonly int _inputType;
    private readonly int _outputType;
    private readonly int _computeType;

    public CuBlasProduct(PeerProduct product)
        : base(product)
    {
        _shape = product.Shape;
        (_inputType, _outputType) = (CudaType.Of(product.DType.Input)!.Value, CudaType.Of(product.DType.Output)!.Value);
        _computeType = CudaType.ComputeOf(product.DType);
        Require(CuBlasFunctions.Create(out _handle));
        Require(CuBlasFunctions.SetStream(_handle, ((CudaStream)Buffers.Stream).StreamPtr));
    }

    /// <summary>
    /// The library is column-major and reads a row-major matrix as its transpose. It multiplies Bᵀ by Aᵀ. The result is Cᵀ, which is C in
    /// row-major order.
    /// </summary>
    protected override unsafe void Enqueue(int index)
    {
        // Both have the type of the sums.
        var one = _computeType == CudaType.ComputeInt32 ? 1 : BitConverter.SingleToInt32Bits(1f);
        var zero = 0;
        var (transposition, stride) = _shape.BIsTransposed
            ? (CuBlasFunctions.Transpose, _shape.K)
            : (CuBlasFunctions.NoTranspose, _shape.N);
        Require(CuBlasFunctions.GemmEx(
            _handle, transposition, CuBlasFunctions.NoTranspose, _shape.N, _shape.M, _shape.K, &one,
            Buffers.Right(index).NativePtr, _inputType, stride, Buffers.Left(index).NativePtr, _inputType, _shape.K, &zero,
            Buffers.Result.NativePtr, _outputType, _shape.N, _computeType, CuBlasFunctions.DefaultAlgorithm));
    }

    public override void Dispose()
    {
        _ = CuBlasFunctions.Destroy(_handle);
        base.Dispose();
    }

    private void Require(int status)
    {
        if (status != 0)
            throw new InvalidOperationException($"cuBLAS returned {status} at {_shape}");
    }
}
