using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Torch.Loading;
using GpuBench.Torch.Models;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Benchmarks.Peers;

/// <summary>
/// Compares decoders in bf16 with the bare matrix products of the same pass by torch.mm. The difference is the cost of norms, rotations,
/// attention, the cache and the host. A decoder with packed weights (<see cref="PackedMatrix"/>) gains time that torch.mm loses, so steps
/// may be faster than the products.
/// </summary>
internal static class ModelPeers
{
    private const int PrefillPasses = 3;
    private const int DecodePasses = 20;
    private const string Peer = "products";

    /// <summary>Some layers of qwen3-0.6b with a short vocabulary, whose other layers would only repeat them.</summary>
    private static readonly LlamaConfig Qwen3Layers = LlamaShapeWord.Read(
        LlamaShapeWord.Write(LlamaConfig.Find("qwen3-0.6b") with { LayerCount = 8, VocabularySize = 8192 }))!;

    /// <exception cref="Measuring.UserError">An option is wrong, or nothing matches.</exception>
    public static int Run(string[] words)
    {
        var options = PeerOptions.Parse(words, []);
        IReadOnlyList<LlamaConfig> models = [LlamaConfig.Find("110m"), Qwen3Layers];
        var decodes = models.Select(model => new DecodeShape(model, 1, 128, 128));
        var prefills = models.SelectMany(model => ((int[])[128, 512]).Select(prompt => new PrefillShape(model, 1, prompt)));
        IReadOnlyList<(string Workload, Point Point, Func<PeerRow> Measure)> all =
        [
            .. decodes.Select(shape => ("decode", shape.ToPoint(), (Func<PeerRow>)(() => Decode(shape)))),
            .. prefills.Select(shape => ("prefill", shape.ToPoint(), (Func<PeerRow>)(() => Prefill(shape)))),
        ];
        options.RequireMatch([.. all.Select(row => (row.Point.ToString(), "bf16"))]);
        var wanted = all.Where(row => options.Wants(row.Point.ToString(), "bf16")).ToList();
        if (options.IsList)
            return PeerOutput.List([.. wanted.Select(row => $"{row.Workload} {row.Point} bf16  {Peer} on cpu:0")], Console.Out);
        if (LibTorch.Load() is LibTorchLoad.NotLoaded missing)
        {
            Console.Error.WriteLine($"{missing.Reason} {missing.Remedy}");
            return 1;
        }

        return PeerOutput.Write(wanted.Select(row => row.Measure()), options.AsJson, Console.Out);
    }

    private static ITensorFactory Tensors => new TorchSharpTensors(TorchSharp.torch.CPU);

    private static PeerRow Decode(DecodeShape shape)
    {
        using var trial = new DecodeTrial(shape, DType.Bf16, seed: 1, new(Tensors));
        return Row(
            DecodeDefinition.Instance, shape.Model, shape.ToPoint(), trial, "matrix products over the same weights", rowCount: 1,
            DecodePasses);
    }

    private static PeerRow Prefill(PrefillShape shape)
    {
        using var trial = new PrefillTrial(shape, DType.Bf16, seed: 1, new(Tensors));
        return Row(
            PrefillDefinition.Instance, shape.Model, shape.ToPoint(), trial, "matrix products of the same shapes", shape.PromptLength,
            PrefillPasses);
    }

    private static PeerRow Row(
        WorkloadDefinition definition, LlamaConfig model, Point point, IPreparedTrial trial, string detail, int rowCount, int passes)
    {
        using var products = new BareProducts(model, Tensors, rowCount);
        trial.Launch(0);
        var check = trial.Check(0);
        if (!check.Passed)
            throw new InvalidOperationException($"wrong result: {check}");
        var index = 0;
        var dtype = definition.DTypes["bf16"];
        var row = new PeerRow
        {
            Workload = definition.Name,
            Point = point.ToString(),
            DType = "bf16",
            Device = HostInfo.Read().Cpu,
            Peer = Peer,
            PeerDetail = detail,
        };
        var times = AlternatingRounds.Measure(() => trial.Launch(index++), products.Pass, passes);
        return row.With(times, definition.Count(point, dtype), definition.ValueUnitOf(point, dtype), DeviceTimer.HostStopwatch);
    }
}
