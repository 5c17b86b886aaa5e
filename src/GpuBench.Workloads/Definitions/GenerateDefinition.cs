using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Workloads.Definitions;

/// <summary>
/// A decoder answers B requests at once, from the prompts to the last generated token: <see cref="LlamaWork.Generate"/>. One launch is
/// the whole batch of requests, as vLLM's latency benchmark and the speed benchmarks of Qwen time it.
/// </summary>
public sealed class GenerateDefinition : WorkloadDefinition
{
    public static GenerateDefinition Instance { get; } = new();

    public override string Name => "generate";

    public override string Description =>
        "Generated tokens per second of whole requests to a decoder. "
        + "The weights are random. One launch reads B prompts and generates all tokens, so its time is the latency of the batch, without "
        + "server and tokenizer. The rate divides the generated tokens by it; the time of the prompts is included. "
        + "Against a published model of its shape it is a lower bound. Do not compare it with decode or with a server under load.";

    public override IReadOnlyList<Axis> Axes { get; } =
    [
        ModelTypes.ModelAxis,
        Axis.OfNumbers("b", "requests", maximum: 4096),
        Axis.OfNumbers("prompt", "tokens of each prompt", maximum: 1 << 17),
        Axis.OfNumbers("output", "generated tokens of each request", maximum: 1 << 17),
        LayerStorageAxis.Axis,
    ];

    public override Case Example => new(
        new GenerateShape(LlamaConfig.Find("110m"), B: 1, PromptLength: 32, OutputLength: 16).ToPoint(), DTypes["fp32"],
        ModelTypes.OnePass);

    public override string Format(Point point) =>
        $"{point.Word("model")} b{point.Int("b")} pp{point.Int("prompt")}+tg{point.Int("output")}{LayerStorageAxis.Suffix(point)}";

    public override PublishedTask Published { get; } = ModelTypes.Published("offline-throughput", "generate", (fields, point) =>
    {
        fields["inputTokens"] = point["prompt"].ToString();
        fields["outputTokens"] = point["output"].ToString();
        fields["tokens"] = "output";
    }) with
    {
        SharesQuantity = true,
    };

    public override IReadOnlyDictionary<string, NumericTriple> DTypes => ModelTypes.All;

    public override ValueUnit ValueUnitOf(Point point, NumericTriple? dtype) => ValueUnit.TokensPerSecond;

    public override FlopConvention? ConventionOf(Point point) => FlopConvention.CausalExact;

    public override WorkCount Count(Point point, NumericTriple? dtype)
    {
        var shape = GenerateShape.From(point);
        return ModelTypes.Work(shape.Model, dtype, shape.Layers).Generate(shape.B, shape.PromptLength, shape.OutputLength);
    }

    public override double BytesPerSet(Point point, NumericTriple? dtype)
    {
        var shape = GenerateShape.From(point);
        return ModelTypes.Work(shape.Model, dtype, shape.Layers).ResidentBytes(shape.B, shape.Capacity);
    }

    public override HostWork HostWorkOf(Point point, NumericTriple? dtype) => ModelTypes.HostWork(GenerateShape.From(point).Model);

    public override IReadOnlyList<Case> Cases(Suite suite, DeviceInfo device) => ModelSuite.Generate(suite, device);
}
