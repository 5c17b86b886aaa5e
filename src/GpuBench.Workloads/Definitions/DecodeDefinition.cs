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
        Axis.OfNumbers("context", "tokens of each sequence before the first step", maximum: 1 << 17),
        Axis.OfNumbers("steps", "steps before the sequences start again from the context", maximum: 1 << 17),
    ];

    public override Case Example => new(
        new DecodeShape(LlamaConfig.Find("110m"), B: 1, ContextLength: 128, StepCount: 32).ToPoint(), DTypes["fp32"], ModelTypes.OnePass);

    public override string Format(Point point) =>
        $"{point.Word("model")} b{point.Int("b")} tg{point.Int("steps")} after {point.Int("context")}";

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
        return ModelTypes.Work(shape.Model, dtype).DecodeStep(shape.B, shape.ContextLength, shape.StepCount);
    }

    public override double BytesPerSet(Point point, NumericTriple? dtype)
    {
        var shape = DecodeShape.From(point);
        return ModelTypes.Work(shape.Model, dtype).ResidentBytes(shape.B, shape.Capacity);
    }

    public override string TermsOfBytes(Point point, NumericTriple? dtype)
    {
        var shape = DecodeShape.From(point);
        return ModelTypes.Work(shape.Model, dtype).ResidentTerms(shape.B, shape.Capacity);
    }

    public override HostWork HostWorkOf(Point point, NumericTriple? dtype) => ModelTypes.HostWork(DecodeShape.From(point).Model);

    public override IReadOnlyList<Case> Cases(Suite suite, DeviceInfo device) =>
    [
        .. from shape in Shapes(suite, device.Class)
        from dtype in DTypes.Values
        select new Case(shape.ToPoint(), dtype, ModelTypes.OnePass),
        .. PublishedCases(suite, device.Class),
    ];

    private static IReadOnlyList<DecodeShape> Shapes(Suite suite, DeviceClass deviceClass) => (suite, deviceClass) switch
    {
        (_, DeviceClass.ManagedCpu) => [],
        (Suite.Ci, _) => [new(LlamaConfig.Find("ci"), 1, 16, 8)],
        (Suite.Quick, DeviceClass.HostCpu) => [new(LlamaConfig.Find("ci"), 1, 32, 32)],
        (Suite.Quick, _) => [new(LlamaConfig.Find("110m"), 1, 128, 128)],
        _ => [.. from b in new[] { 1, 4, 16 }
              from context in new[] { 128, 512 }
              select new DecodeShape(LlamaConfig.Find("110m"), b, context, 128)],
    };

    /// <summary>Models, batches and lengths of published steps, in 16 bits.</summary>
    private static IEnumerable<Case> PublishedCases(Suite suite, DeviceClass deviceClass) =>
        from shape in PublishedShapes(suite, deviceClass)
        select new Case(shape.ToPoint(), ModelTypes.All["bf16"], ModelTypes.OnePass);

    /// <summary>Qwen3-32B has published steps too, but does not fit in 80 GB.</summary>
    private static IEnumerable<DecodeShape> PublishedShapes(Suite suite, DeviceClass deviceClass) =>
        suite >= Suite.Lab && deviceClass == DeviceClass.Accelerator
            ? [.. Llama3(1, 32), .. Qwen3("qwen3-0.6b", "qwen3-1.7b", "qwen3-4b", "qwen3-8b")]
            : [];

    private static IEnumerable<DecodeShape> Llama3(params int[] batches) =>
        batches.Select(b => new DecodeShape(LlamaConfig.Find("llama3-8b"), b, ContextLength: 64, StepCount: 64));

    /// <summary>
    /// Published requests generate 2048 tokens after a prompt of one token. Their mean context is 1025 tokens, and so is that of these
    /// steps.
    /// </summary>
    private static IEnumerable<DecodeShape> Qwen3(params string[] models) =>
        models.Select(model => new DecodeShape(LlamaConfig.Find(model), 1, ContextLength: 961, StepCount: 128));
}
