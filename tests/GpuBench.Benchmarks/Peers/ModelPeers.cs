using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Loading;
using GpuBench.Torch.Models;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Models;
using static TorchSharp.torch;

namespace GpuBench.Benchmarks.Peers;

/// <summary>
/// The 110m decoder in bf16 against the bare matrix products of the same pass: what norms, rotations, attention, the cache and
/// the host cost. Both read the same weights, so the ratio is also the share of the bare products' weight traffic.
/// </summary>
internal static class ModelPeers
{
    private const int PrefillPasses = 3;
    private const int DecodePasses = 20;

    public static int Run(PeerOptions options)
    {
        if (LibTorch.Load() is LibTorchLoad.NotLoaded missing)
        {
            Console.Error.WriteLine($"{missing.Reason} {missing.Cure}");
            return 1;
        }

        var decode = new DecodeShape(LlamaConfig.Find("110m"), 1, 128, 128);
        var prefills = ((int[])[128, 512]).Select(prompt => new PrefillShape(LlamaConfig.Find("110m"), 1, prompt));
        IReadOnlyList<(Point Point, Func<PeerRow> Measure)> all = [(decode.ToPoint(), () => Decode(decode)), .. prefills.Select(shape => (shape.ToPoint(), (Func<PeerRow>)(() => Prefill(shape))))];
        return PeerOutput.Write(all.Where(row => options.Wants(row.Point.ToString(), "bf16")).Select(row => row.Measure()), options);
    }

    private static PeerRow Decode(DecodeShape shape)
    {
        using var trial = new DecodeTrial(shape, DType.Bf16, CPU, seed: 1);
        return Row("decode", shape.ToPoint(), trial, "linear calls over the same weights", rowCount: 1, DecodePasses);
    }

    private static PeerRow Prefill(PrefillShape shape)
    {
        using var trial = new PrefillTrial(shape, DType.Bf16, CPU, seed: 1);
        return Row("prefill", shape.ToPoint(), trial, "matrix products of the same shapes", shape.PromptLength, PrefillPasses);
    }

    private static PeerRow Row(string workload, Point point, IPreparedTrial trial, string peer, int rowCount, int passes)
    {
        using var products = new BareProducts(LlamaConfig.Find("110m"), ScalarType.BFloat16, rowCount);
        trial.Launch(0);
        var check = trial.Check(0);
        if (!check.Passed)
            throw new InvalidOperationException($"wrong result: {check}");
        var index = 0;
        var ratios = AlternatingRounds.Ratios(() => trial.Launch(index++), products.Pass, passes);
        return PeerRow.Of(workload, point.ToString(), "bf16", HostInfo.Read().Cpu, peer, ratios);
    }
}
