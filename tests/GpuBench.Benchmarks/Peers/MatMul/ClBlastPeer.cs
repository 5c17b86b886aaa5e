using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Shapes;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>CLBlast's product in this project's context and queue, with the parameters that CLBlast contains for the device.</summary>
internal sealed class ClBlastPeer : IMatMulPeer
{
    private readonly Lazy<bool> _isLoaded = new(ClBlastFunctions.TryLoad);

    public string Name => "clblast";

    public string Detail => "CLBlastSgemm";

    public bool IsFor(DeviceInfo device) => device.Backend == Backend.OpenCl;

    public string? RefusalReason(PeerProduct product) =>
        !_isLoaded.Value ? "libclblast.so.1 is not installed: apt-get install libclblast1"
        : product.DType != NumericTriple.Uniform(DType.Fp32) ? "its products are for fp32 here"
        : product.Shape.BatchCount > 1 ? "its batched product is not compared"
        : null;

    public IMatMulPeerTrial Prepare(PeerProduct product, Case point) => new Product(product);

    private sealed class Product(PeerProduct product) : StreamProduct(product)
    {
        private readonly MatMulShape _shape = product.Shape;

        protected override unsafe void Enqueue(int index)
        {
            var queue = ((CLStream)Buffers.Stream).CommandQueue;
            var (transposition, stride) = _shape.BIsTransposed
                ? (ClBlastFunctions.Transpose, _shape.K)
                : (ClBlastFunctions.NoTranspose, _shape.N);
            var status = ClBlastFunctions.Sgemm(
                ClBlastFunctions.RowMajor, ClBlastFunctions.NoTranspose, transposition, (nuint)_shape.M, (nuint)_shape.N,
                (nuint)_shape.K, 1,
                Buffers.Left(index).NativePtr, 0, (nuint)_shape.K, Buffers.Right(index).NativePtr, 0, (nuint)stride, 0,
                Buffers.Result.NativePtr, 0, (nuint)_shape.N, &queue, null);
            if (status != 0)
                throw new InvalidOperationException($"CLBlastSgemm returned {status} at {_shape}");
        }
    }
}
