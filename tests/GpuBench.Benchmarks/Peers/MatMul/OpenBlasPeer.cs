using System.Diagnostics;
using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>cblas_sgemm with as many threads as the machine has processors.</summary>
internal sealed class OpenBlasPeer : IMatMulPeer
{
    private readonly Lazy<bool> _isLoaded = new(OpenBlasFunctions.TryLoad);

    public string Name => "openblas";

    public string Detail => string.Create(CultureInfo.InvariantCulture, $"cblas_sgemm, {Environment.ProcessorCount} threads");

    public bool IsFor(DeviceInfo device) => device.Class == DeviceClass.HostCpu;

    public string? RefusalReason(PeerProduct product) =>
        !_isLoaded.Value ? "libopenblas.so.0 is not installed: apt-get install libopenblas0-pthread"
        : product.DType != NumericTriple.Uniform(DType.Fp32) ? "its general product is for fp32"
        : product.Shape.BatchCount > 1 ? "it has no batched product"
        : null;

    public IMatMulPeerTrial Prepare(PeerProduct product, Case point)
    {
        OpenBlasFunctions.SetThreadCount(Environment.ProcessorCount);
        return new Product(product.Shape, product.Left.Unpack(), product.Right.Unpack());
    }

    private sealed unsafe class Product(MatMulShape shape, float[] left, float[] right) : IMatMulPeerTrial
    {
        private readonly float[] _result = new float[shape.ResultCount];

        /// <summary>Each call returns when its product is complete.</summary>
        public double Seconds(int firstIndex, int passCount)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < passCount; i++)
                Run();
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        public uint[]? Result() => [.. _result.Select(BitConverter.SingleToUInt32Bits)];

        public void Dispose() { }

        private void Run()
        {
            fixed (float* a = left, b = right, c = _result)
            {
                var (transposition, stride) = shape.BIsTransposed
                    ? (OpenBlasFunctions.Transpose, shape.K)
                    : (OpenBlasFunctions.NoTranspose, shape.N);
                OpenBlasFunctions.Sgemm(
                    OpenBlasFunctions.RowMajor, OpenBlasFunctions.NoTranspose, transposition, shape.M, shape.N, shape.K, 1,
                    a, shape.K, b, stride, 0, c, shape.N);
            }
        }
    }
}
