using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Workloads.Definitions;

/// <summary>
/// A decoder reads B prompts into an empty cache and chooses the first token of each: <see cref="LlamaWork.Prefill"/>. One launch is
/// one pass, so its time is the time to first token of the model alone, without server or tokenizer.
/// </summary>
public sealed class PrefillDefinition : WorkloadDefinition
{
    public static PrefillDefinition Instance { get; } = new();

    public override string Name => "prefill";

    public override string Description =>
        "Prompt tokens per second of a Llama-shaped decoder. "
        + "The weights are random. One launch is one forward pass over all prompts, which also chooses the first token of each: "
        + "its time is the time to first token, without server and tokenizer. "
        + "Against a published model of its shape the rate is a lower bound. Do not compare it with decode or with a server under load.";

    public override IReadOnlyList<Axis> Axes { get; } =
    [
        ModelTypes.ModelAxis,
        Axis.OfNumbers("b", "sequences", maximum: 4096),
        Axis.OfNumbers("prompt", "tokens of each prompt", minimum: 2, maximum: 1 << 17),
        LayerStorageAxis.Axis,
    ];

    public override Case Example => new(
        new PrefillShape(LlamaConfig.Find("110m"), B: 1, PromptLength: 128).ToPoint(), DTypes["fp32"], ModelTypes.OnePass);

    public override string Format(Point point) =>
        $"{point.Word("model")} b{point.Int("b")} pp{point.Int("prompt")}{LayerStorageAxis.Suffix(point)}";

    public override PublishedTask Published { get; } = ModelTypes.Published("prefill-throughput", "prefill", (fields, point) =>
    {
        fields["inputTokens"] = point["prompt"].ToString();
        fields["tokens"] = "input";
    });

    public override IReadOnlyDictionary<string, NumericTriple> DTypes => ModelTypes.All;

    public override ValueUnit ValueUnitOf(Point point, NumericTriple? dtype) => ValueUnit.TokensPerSecond;

    public override Roof? ShareOf => Roof.MatrixCompute;

    public override FlopConvention? ConventionOf(Point point) => FlopConvention.CausalExact;

    public override WorkCount Count(Point point, NumericTriple? dtype)
    {
        var shape = PrefillShape.From(point);
        return ModelTypes.Work(shape.Model, dtype, shape.Layers).Prefill(shape.B, shape.PromptLength);
    }

    public override double BytesPerSet(Point point, NumericTriple? dtype)
    {
        var shape = PrefillShape.From(point);
        return ModelTypes.Work(shape.Model, dtype, shape.Layers).ResidentBytes(shape.B, shape.PromptLength);
    }

    public override string TermsOfBytes(Point point, NumericTriple? dtype)
    {
        var shape = PrefillShape.From(point);
        return ModelTypes.Work(shape.Model, dtype, shape.Layers).ResidentTerms(shape.B, shape.PromptLength);
    }

    public override HostWork HostWorkOf(Point point, NumericTriple? dtype) => ModelTypes.HostWork(PrefillShape.From(point).Model);

    public override IReadOnlyList<Case> Cases(Suite suite, DeviceInfo device) => ModelSuite.Prefill(suite, device);
}
