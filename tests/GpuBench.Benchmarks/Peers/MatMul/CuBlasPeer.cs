using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Definitions;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>cublasGemmEx in our context and stream.</summary>
internal sealed class CuBlasPeer : IMatMulPeer
{
    private readonly bool _isLoaded = CuBlasFunctions.TryLoad();

    public string Name => "cuBLAS";

    public bool IsFor(DeviceInfo device) => device.Backend == Backend.Cuda;

    public string? WhyNot(PeerProduct product) =>
        !_isLoaded ? "libcublas is not installed: apt-get install libcublas-12-8 from NVIDIA's repository"
        : TypeOf(product.DType.Input) is null || TypeOf(product.DType.Output) is null ? $"{product.DType} is not compared"
        : product.Shape.BatchCount > 1 ? "its batched product is not compared"
        : null;

    public IMatMulPeerTrial Prepare(PeerProduct product, Case point) => new Product(product);

    private static int? TypeOf(DType type) => type switch
    {
        DType.Fp32 or DType.Tf32 => CuBlasFunctions.TypeFp32,
        DType.Fp16 => CuBlasFunctions.TypeFp16,
        DType.Bf16 => CuBlasFunctions.TypeBf16,
        DType.Int8 => CuBlasFunctions.TypeInt8,
        DType.Int32 => CuBlasFunctions.TypeInt32,
        _ => null,
    };

    private static int ComputeOf(NumericTriple dtype) => dtype switch
    {
        { Input: DType.Tf32 } => CuBlasFunctions.ComputeTf32,
        { Accumulate: DType.Int32 } => CuBlasFunctions.ComputeInt32,
        _ => CuBlasFunctions.ComputeFp32,
    };

    private sealed class Product : IMatMulPeerTrial
    {
        private readonly MatMulShape _shape;
        private readonly PeerBuffers _buffers;
        private readonly nint _handle;
        private readonly int _inputType;
        private readonly int _outputType;
        private readonly int _computeType;

        public Product(PeerProduct product)
        {
            _shape = product.Shape;
            (_inputType, _outputType) = (TypeOf(product.DType.Input)!.Value, TypeOf(product.DType.Output)!.Value);
            _computeType = ComputeOf(product.DType);
            _buffers = new(product);
            // The library takes the context that is current on the calling thread.
            product.Device.Accelerator.Bind();
            Require(CuBlasFunctions.Create(out _handle));
            Require(CuBlasFunctions.SetStream(_handle, ((CudaStream)_buffers.Stream).StreamPtr));
        }

        /// <summary>The library counts by columns: its product of Bᵀ and Aᵀ is our Cᵀ, and a row-major matrix is its own transpose to it.</summary>
        public unsafe void Run(int index)
        {
            // Of the type of the sums.
            var one = _computeType == CuBlasFunctions.ComputeInt32 ? 1 : BitConverter.SingleToInt32Bits(1f);
            var zero = 0;
            var (transposition, stride) = _shape.BIsTransposed ? (CuBlasFunctions.Transpose, _shape.K) : (CuBlasFunctions.NoTranspose, _shape.N);
            Require(CuBlasFunctions.GemmEx(
                _handle, transposition, CuBlasFunctions.NoTranspose, _shape.N, _shape.M, _shape.K, &one,
                _buffers.Right(index).NativePtr, _inputType, stride, _buffers.Left(index).NativePtr, _inputType, _shape.K, &zero,
                _buffers.Result.NativePtr, _outputType, _shape.N, _computeType, CuBlasFunctions.DefaultAlgorithm));
            _buffers.Stream.Synchronize();
        }

        public uint[]? Result() => _buffers.ReadResult();

        public void Dispose()
        {
            _ = CuBlasFunctions.Destroy(_handle);
            _buffers.Dispose();
        }

        private void Require(int status)
        {
            if (status != 0)
                throw new InvalidOperationException($"cuBLAS returned {status} at {_shape}");
        }
    }
}
