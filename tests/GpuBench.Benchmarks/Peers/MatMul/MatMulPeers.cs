using GpuBench.Ilgpu.Devices;
using GpuBench.Ilgpu.Workloads;
using GpuBench.Kernels.MatMul;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Shapes;
using ILGPU.Runtime;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>
/// Compares this project's matrix multiply with the usual libraries on the same device, timed by <see cref="PassTimer"/>.
/// </summary>
internal static class MatMulPeers
{
    private const double FlopPerRound = 1e10;
    private const int MinPasses = 3;
    private const int MaxPasses = 15;

    /// <summary>One entry for each peer.</summary>
    public static IReadOnlyList<IMatMulPeer> All =>
        [new OpenBlasPeer(), new ClBlastPeer(), new CuBlasPeer(), new TorchPeer(), new NaiveKernelPeer()];

    /// <exception cref="UserError">An option is wrong, or nothing matches.</exception>
    public static int Run(string[] words)
    {
        var peers = All;
        var options = PeerOptions.Parse(words, [.. peers.Select(peer => peer.Name)]);
        var workload = new MatMulWorkload(KernelNamed(options.Kernel));
        if (options is { IsList: true, DeviceClass: { } deviceClass })
            return PeerOutput.List([.. Lines(MatMulComparisons.Of([MatMulComparisons.Typical(deviceClass)], peers, options))], Console.Out);

        IReadOnlyList<IBackend> backends = [new CudaBackend(), new OpenClBackend(), new CpuBackend()];
        var comparisons = MatMulComparisons.Of([.. backends.SelectMany(backend => backend.Discover().Devices)], peers, options);
        return options.IsList
            ? PeerOutput.List([.. Lines(comparisons)], Console.Out)
            : PeerOutput.Write(comparisons.SelectMany(one => OnDevice(BackendOf(one.Device), workload, one)), options.AsJson, Console.Out);

        IBackend BackendOf(DeviceInfo device) => backends.First(backend => backend.Backend == device.Backend);
    }

    /// <returns>Null if there is no name.</returns>
    /// <exception cref="UserError">Exit code 2: no kernel has this name.</exception>
    internal static IMatMulKernel? KernelNamed(string? name) => name is null
        ? null
        : MatMulKernels.All.FirstOrDefault(kernel => kernel.Name == name)
            ?? throw UserError.Usage(
                $"peers: --kernel: '{name}' is not known; use one of {string.Join(", ", MatMulKernels.All.Select(kernel => kernel.Name))}");

    /// <summary>Returns each row as soon as it is measured.</summary>
    internal static IEnumerable<PeerRow> OnDevice(IBackend backend, MatMulWorkload workload, DeviceComparisons comparisons)
    {
        using var device = (IlgpuDevice)backend.Open(comparisons.Device);
        foreach (var point in comparisons.Points)
        {
            foreach (var row in AtPoint(device, workload, point, comparisons.Peers))
                yield return row;
        }
    }

    private static IEnumerable<string> Lines(IEnumerable<DeviceComparisons> comparisons) => comparisons.SelectMany(one => one.Lines);

    private static IReadOnlyList<PeerRow> AtPoint(
        IlgpuDevice device, MatMulWorkload workload, Case point, IReadOnlyList<IMatMulPeer> peers)
    {
        var (shape, dtype) = (MatMulShape.From(point.Point), point.DType!.Value);
        var trial = new Trial(device.Info.Engine, device.Info.Id, MatMulDefinition.Instance.Name, point.Point, dtype, point.Conditions);
        return Guarded(() =>
        {
            using var ours = workload.Prepare(device, trial, seed: 1);
            var product = PeerProduct.Create(device, shape, dtype, ours.SetCount);
            ours.Launch(0);
            device.Synchronize();
            var check = ours.Check(0);
            return check.Passed
                ? [.. peers.SelectMany(peer => Guarded(() => [Compare(peer, product, point, ours, Empty(peer))], [Empty(peer)]))]
                : throw new InvalidOperationException($"our kernel {ours.Kernel.Name} is wrong: {check}");
        }, [.. peers.Select(Empty)]);

        PeerRow Empty(IMatMulPeer peer) => new()
        {
            Workload = MatMulDefinition.Instance.Name,
            Point = point.Point.ToString(),
            DType = dtype.ToString(),
            Device = device.Info.Name,
            Peer = peer.Name,
        };
    }

    /// <summary>A product that is not available or is wrong affects only its own rows. The other rows remain valid.</summary>
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

    private static PeerRow Compare(IMatMulPeer peer, PeerProduct product, Case point, IPreparedTrial ours, PeerRow row) =>
        peer.RefusalReason(product) is { } reason
            ? throw new PeerUnavailableException(reason)
            : Measure(peer, product, point, ours, row with { PeerDetail = peer.Detail, Kernel = ours.Kernel.Name });

    private static PeerRow Measure(IMatMulPeer peer, PeerProduct product, Case point, IPreparedTrial ours, PeerRow row)
    {
        using var theirs = peer.Prepare(product, point);
        theirs.Seconds(0, 1);
        if (theirs.Result() is { } result)
            product.Require(peer.Name, result);

        var (oursIndex, theirsIndex) = (0, 0);
        var work = MatMulDefinition.Instance.Count(point.Point, product.DType);
        var times = AlternatingRounds.Measure(
            count => PassTimer.Seconds(product.Device, ours.Launch, (oursIndex += count) - count, count),
            count => theirs.Seconds((theirsIndex += count) - count, count),
            RuleFor(product.Device.Info, work));
        return row.With(times, work, MatMulDefinition.Instance.ValueUnitOf(point.Point, product.DType), PassTimer.Name(product.Device));
    }

    private static RoundRule RuleFor(DeviceInfo device, WorkCount work) => device.Class == DeviceClass.Accelerator
        ? RoundRule.Accelerator
        : RoundRule.Processor((int)Math.Clamp(FlopPerRound / work.OperationCount, MinPasses, MaxPasses));
}
