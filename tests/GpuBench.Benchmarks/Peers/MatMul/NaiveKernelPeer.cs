using GpuBench.Kernels.MatMul;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>This project's simplest kernel. It shows what the faster kernels gain on a device that no library supports.</summary>
internal sealed class NaiveKernelPeer : IMatMulPeer
{
    public string Name => "naive";

    public string Detail => "the simplest kernel of this project";

    public bool IsFor(DeviceInfo device) => device.Class == DeviceClass.ManagedCpu;

    public string? RefusalReason(PeerProduct product) =>
        product.DType == NumericTriple.Uniform(DType.Fp32) ? null : "it is compared in fp32";

    public IMatMulPeerTrial Prepare(PeerProduct product, Case point) => new Product(product);

    private sealed class Product(PeerProduct product) : StreamProduct(product)
    {
        private readonly Kernels.MatMul.MatMulLaunch _launch = new NaiveMatMul().Load(
            product.Device.Accelerator, new(MatMulTypes.Fp32, LayoutOf(product)));
        private readonly MatMulSize _shape = new(product.Shape.M, product.Shape.N, product.Shape.K, product.Shape.BatchCount);

        protected override void Enqueue(int index) => _launch(
            Buffers.Stream, Buffers.Left(index).View.BaseView, Buffers.Right(index).View.BaseView, Buffers.Result.View.BaseView, _shape);

        private static MatMulLayout LayoutOf(PeerProduct product) => product.Shape.BIsTransposed ? MatMulLayout.NT : MatMulLayout.NN;
    }
}
