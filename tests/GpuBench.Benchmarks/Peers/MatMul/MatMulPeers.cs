using GpuBench.Ilgpu.Devices;
using GpuBench.Ilgpu.Workloads;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>Our matrix multiply against the libraries that people use on the same device, each product from start to end on the host's clock.</summary>
internal static class MatMulPeers
{
    private const double FlopPerRound = 1e10;
    private const int FewestPasses = 3;
    private const int MostPasses = 15;

    public static int Run(bool asJson)
    {
        IReadOnlyList<IMatMulPeer> peers = [new OpenBlasPeer(), new ClBlastPeer(), new CuBlasPeer(), new TorchPeer(), new NaiveKernelPeer()];
        IReadOnlyList<IBackend> backends = [new CudaBackend(), new OpenClBackend(), new CpuBackend()];
        var rows =
            from backend in backends
            from device in backend.Discover().Devices
            from row in OnDevice(backend, device, [.. peers.Where(peer => peer.IsFor(device))])
            select row;
        PeerOutput.Write([.. rows], asJson);
        return 0;
    }

    private static List<PeerRow> OnDevice(IBackend backend, DeviceInfo info, IReadOnlyList<IMatMulPeer> peers)
    {
        using var device = (IlgpuDevice)backend.Open(info);
        return [.. PeerPoints.Of(info.Class).SelectMany(point => AtPoint(device, point, peers))];
    }

    private static List<PeerRow> AtPoint(IlgpuDevice device, Case point, IReadOnlyList<IMatMulPeer> peers)
    {
        var (shape, dtype) = (MatMulShape.From(point.Point), point.DType!.Value);
        var trial = new Trial(device.Info.Engine, device.Info.Id, MatMulDefinition.Instance.Name, point.Point, dtype, point.Conditions);
        using var ours = new MatMulWorkload().Prepare(device, trial, seed: 1);
        var product = PeerProduct.Create(device, shape, dtype, ours.SetCount);
        ours.Launch(0);
        var check = ours.Check(0);
        if (!check.Passed)
            throw new InvalidOperationException($"our kernel {ours.Kernel.Name} is wrong at {point.Point}: {check}");
        return [.. peers.Select(peer => Compare(peer, product, point, ours))];
    }

    private static PeerRow Compare(IMatMulPeer peer, PeerProduct product, Case point, IPreparedTrial ours)
    {
        try
        {
            return peer.WhyNot(product) is { } reason ? Unmeasured(reason) : Measure(peer, product, point, ours);
        }
        catch (PeerUnavailableException unavailable)
        {
            return Unmeasured(unavailable.Message);
        }

        PeerRow Unmeasured(string reason) =>
            PeerRow.Unmeasured("matmul", point.Point.ToString(), product.DType.ToString(), product.Device.Info.Name, peer.Name, reason);
    }

    private static PeerRow Measure(IMatMulPeer peer, PeerProduct product, Case point, IPreparedTrial ours)
    {
        using var theirs = peer.Prepare(product, point);
        theirs.Run(0);
        if (theirs.Result() is { } result)
            product.Require(peer.Name, result);

        var (oursIndex, theirsIndex) = (0, 0);
        var passes = (int)Math.Clamp(FlopPerRound / MatMulDefinition.Instance.Count(point.Point, product.DType).OperationCount, FewestPasses, MostPasses);
        var ratios = AlternatingRounds.Ratios(
            () => AlternatingRounds.Seconds(() => RunOurs(product.Device, ours, oursIndex++)), () => theirs.Seconds(theirsIndex++), passes);
        return PeerRow.Of("matmul", point.Point.ToString(), product.DType.ToString(), product.Device.Info.Name, peer.Name, ratios, ours.Kernel.Name);
    }

    private static void RunOurs(IlgpuDevice device, IPreparedTrial ours, int index)
    {
        ours.Launch(index);
        device.Synchronize();
    }
}
