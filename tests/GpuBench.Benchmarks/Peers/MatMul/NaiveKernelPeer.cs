using GpuBench.Kernels.MatMul;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>Our own simplest kernel: what the ladder has gained on a device that no library serves.</summary>
internal sealed class NaiveKernelPeer : IMatMulPeer
{
    public string Name => "the naive kernel";

    public bool IsFor(DeviceInfo device) => device.Class == DeviceClass.ManagedCpu;

    public string? WhyNot(PeerProduct product) => product.DType == NumericTriple.Uniform(DType.Fp32) ? null : "it is compared in fp32";

    public IMatMulPeerTrial Prepare(PeerProduct product, Case point) => new Product(product);

    private sealed class Product(PeerProduct product) : IMatMulPeerTrial
    {
        private readonly Kernels.MatMul.MatMulLaunch _launch = new NaiveMatMul().Load(product.Device.Accelerator, new(MatMulTypes.Fp32, LayoutOf(product)));
        private readonly PeerBuffers _buffers = new(product);

        public void Run(int index)
        {
            var shape = product.Shape;
            _launch(
                _buffers.Stream, _buffers.Left(index).View.BaseView, _buffers.Right(index).View.BaseView, _buffers.Result.View.BaseView,
                new(shape.M, shape.N, shape.K, shape.BatchCount));
            _buffers.Stream.Synchronize();
        }

        public uint[]? Result() => _buffers.ReadResult();

        public void Dispose() => _buffers.Dispose();

        private static MatMulLayout LayoutOf(PeerProduct product) => product.Shape.BIsTransposed ? MatMulLayout.NT : MatMulLayout.NN;
    }
}
