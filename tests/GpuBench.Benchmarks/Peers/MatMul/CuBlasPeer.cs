using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>
/// NVIDIA's library in this project's context and stream: cublasGemmEx, or cublasLtMatmul for fp8, which cublasGemmEx does not accept.
/// </summary>
internal sealed class CuBlasPeer : IMatMulPeer
{
    public string Name => "cublas";

    public string Detail => $"cublasGemmEx, for fp8 cublasLtMatmul, of {CudaLibraries.Path ?? CudaLibraries.CuBlas}";

    public bool IsFor(DeviceInfo device) => device.Backend == Backend.Cuda;

    public string? RefusalReason(PeerProduct product) =>
        CudaLibraries.RefusalReason is { } reason ? reason
        : CudaType.Of(product.DType.Input) is null || CudaType.Of(product.DType.Output) is null ? $"{product.DType} is not compared"
        : product.Shape.BatchCount > 1 ? "its batched product is not compared"
        : product.DType.Input == DType.Fp8E4M3 && !product.Shape.BIsTransposed ? "it takes fp8 with B as (N,K) only"
        : null;

    public IMatMulPeerTrial Prepare(PeerProduct product, Case point)
    {
        // The library uses the context that is current on the calling thread.
        product.Device.Accelerator.Bind();
        return product.DType.Input == DType.Fp8E4M3 ? new CuBlasLtProduct(product) : new CuBlasProduct(product);
    }
}
