using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Workloads.Definitions;

/// <summary>
/// A decoder continues B sequences greedily, one token at a time behind a given context: <see cref="LlamaWork.DecodeStep"/>. One launch
/// is one step, so its time is the time per output token.
/// </summary>
public sealed class DecodeDefinition : WorkloadDefinition
{
    public static DecodeDefinition Instance { get; } = new();

    public override string Name => "decode";

    public override string Description =>
        "Generated tokens per second of a Llama-shaped decoder. "
        + "The weights are random. One launch is one step, which adds one token to each sequence: "
        + "its time is the time per output token, without server and tokenizer. The rate counts the tokens of all sequences. "
        + "Against a published model of its shape it is a lower bound. Do not compare it with prefill or with a server under load.";

    public override IReadOnlyList<Axis> Axes { get; } =
    [
        ModelTypes.ModelAxis,
        Axis.OfNumbers("b", "sequences", maximum: 4096),
        Axis.OfNumbers("context", "tokens of each sequence before the first step", minimum: 0, maximum: 1 << 17),
        Axis.OfNumbers("steps", "steps before the sequences start again from the context", maximum: 1 << 17),
        LayerStorageAxis.Axis,
    ];

    public override Case Example => new(
        new DecodeShape(LlamaConfig.Find("110m"), B: 1, ContextLength: 128, StepCount: 32).ToPoint(), DTypes["fp32"], ModelTypes.OnePass);

    public override string Format(Point point) =>
        $"{point.Word("model")} b{point.Int("b")} tg{point.Int("steps")} after {point.Int("context")}{LayerStorageAxis.Suffix(point)}";

    public override PublishedTask Published { get; } = ModelTypes.Published("decode-throughput", "decode", (fields, point) =>
    {
        fields["inputTokens"] = point["context"].ToString();
        fields["outputTokens"] = point["steps"].ToString();
        fields["tokens"] = "output";
    });

    public override IReadOnlyDictionary<string, NumericTriple> DTypes => ModelTypes.All;

    public override ValueUnit ValueUnitOf(Point point, NumericTriple? dtype) => ValueUnit.TokensPerSecond;

    public override Roof? ShareOf => Roof.Memory;

    public override FlopConvention? ConventionOf(Point point) => FlopConvention.CausalExact;

    public override WorkCount Count(Point point, NumericTriple? dtype)
    {
        var shape = DecodeShape.From(point);
        return ModelTypes.Work(shape.Model, dtype, shape.Layers).DecodeStep(shape.B, shape.ContextLength, shape.StepCount);
    }

    public override double BytesPerSet(Point point, NumericTriple? dtype)
    {
        var shape = DecodeShape.From(point);
        return ModelTypes.Work(shape.Model, dtype, shape.Layers).ResidentBytes(shape.B, shape.Capacity);
    }

    public override string TermsOfBytes(Point point, NumericTriple? dtype)
    {
        var shape = DecodeShape.From(point);
        return ModelTypes.Work(shape.Model, dtype, shape.Layers).ResidentTerms(shape.B, shape.Capacity);
    }

    public override HostWork HostWorkOf(Point point, NumericTriple? dtype) => ModelTypes.HostWork(DecodeShape.From(point).Model);

    public override IReadOnlyList<Case> Cases(Suite suite, DeviceInfo device) => ModelSuite.Decode(suite, device);
}
