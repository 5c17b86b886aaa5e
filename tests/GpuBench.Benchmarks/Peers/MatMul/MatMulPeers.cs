using GpuBench.Ilgpu.Devices;
using GpuBench.Ilgpu.Workloads;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Definitions;
using ILGPU.Runtime;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>Our matrix multiply against the libraries that people use on the same device, each product from start to end on the host's clock.</summary>
internal static class MatMulPeers
{
    private const double FlopPerRound = 1e10;
    private const int FewestPasses = 3;
    private const int MostPasses = 15;

    public static int Run(PeerOptions options)
    {
        IReadOnlyList<IMatMulPeer> peers = [new OpenBlasPeer(), new ClBlastPeer(), new CuBlasPeer(), new TorchPeer(), new NaiveKernelPeer()];
        IReadOnlyList<IBackend> backends = [new CudaBackend(), new OpenClBackend(), new CpuBackend()];
        return PeerOutput.Write(
            from backend in backends
            from device in backend.Discover().Devices
            from row in OnDevice(backend, device, [.. peers.Where(peer => peer.IsFor(device))], options)
            select row,
            options);
    }

    private static IEnumerable<PeerRow> OnDevice(IBackend backend, DeviceInfo info, IReadOnlyList<IMatMulPeer> peers, PeerOptions options)
    {
        using var device = (IlgpuDevice)backend.Open(info);
        foreach (var point in PeerPoints.Of(info.Class).Where(point => options.Wants(point.Point.ToString(), PeerPoints.Name(point.DType!.Value))))
        {
            foreach (var row in AtPoint(device, point, peers))
                yield return row;
        }
    }

    private static IReadOnlyList<PeerRow> AtPoint(IlgpuDevice device, Case point, IReadOnlyList<IMatMulPeer> peers)
    {
        var (shape, dtype) = (MatMulShape.From(point.Point), point.DType!.Value);
        var trial = new Trial(device.Info.Engine, device.Info.Id, MatMulDefinition.Instance.Name, point.Point, dtype, point.Conditions);
        return Guarded(() =>
        {
            using var ours = new MatMulWorkload().Prepare(device, trial, seed: 1);
            var product = PeerProduct.Create(device, shape, dtype, ours.SetCount);
            ours.Launch(0);
            var check = ours.Check(0);
            return check.Passed
                ? [.. peers.SelectMany(peer => Guarded(() => [Compare(peer, product, point, ours)], Empty(peer)))]
                : throw new InvalidOperationException($"our kernel {ours.Kernel.Name} is wrong: {check}");
        }, [.. peers.SelectMany(Empty)]);

        IReadOnlyList<PeerRow> Empty(IMatMulPeer peer) =>
            [PeerRow.Unmeasured("matmul", point.Point.ToString(), dtype.ToString(), device.Info.Name, peer.Name, "")];
    }

    /// <summary>One product that cannot be had, or is wrong, costs its own rows: the others are worth as much without it.</summary>
    private static IReadOnlyList<PeerRow> Guarded(Func<IReadOnlyList<PeerRow>> measure, IReadOnlyList<PeerRow> empty)
    {
        try
        {
            return measure();
        }
        catch (Exception refused) when (refused is PeerUnavailableException or RefusedException)
        {
            return [.. empty.Select(row => row with { Reason = refused.Message })];
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or AcceleratorException)
        {
            return [.. empty.Select(row => row with { Reason = wrong.Message, Failed = true })];
        }
    }

    private static PeerRow Compare(IMatMulPeer peer, PeerProduct product, Case point, IPreparedTrial ours) =>
        peer.WhyNot(product) is { } reason ? throw new PeerUnavailableException(reason) : Measure(peer, product, point, ours);

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
