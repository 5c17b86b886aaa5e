using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Projecting.Laws;

/// <summary>What a language model does in the timed part.</summary>
internal enum ModelPhase
{
    Prefill,
    Decode,

    /// <summary>A whole request: a prefill and the decoding steps.</summary>
    Generate,
}

/// <summary>Work of a dense decoder on its devices.</summary>
/// <param name="Model">As the source spells it.</param>
/// <param name="EngineName">As the source spells it.</param>
/// <param name="WeightBytes">Bytes of one weight of a layer.</param>
/// <param name="Batch">Sequences.</param>
/// <param name="Prompt">Tokens of a prompt; 0 if nothing is read.</param>
/// <param name="Generated">Tokens of a sequence that are generated; 0 for a prefill.</param>
/// <param name="Context">Mean tokens that a decoding step sees.</param>
/// <param name="Devices">Devices that share each layer.</param>
internal sealed record ModelTask(
    ModelPhase Phase, string Model, ModelShape Shape, EngineClass EngineClass, string EngineName, string Storage, double WeightBytes,
    double Batch, double Prompt, double Generated, double Context, int Devices) : ProjectedTask
{
    /// <summary>Prompts beyond this are far from the figures behind the law, and some of those were slower than any trend.</summary>
    private const double LongestPrompt = 90_000;

    /// <summary>Bytes of an element of activations, keys and values.</summary>
    private const double HalfBytes = 2;

    /// <summary>Whether the server prepares a step only after the one before.</summary>
    public bool SchedulesInTurns { get; init; }

    public override string Class => Phase switch { ModelPhase.Prefill => "prefill", ModelPhase.Decode => "decode", _ => "generate" };

    public override string? Subset => EngineClass switch
    {
        EngineClass.Eager => "eager",
        EngineClass.Graph => "graph, C++",
        _ => "server",
    };

    public override string Size => Model;

    public override string? Engine => EngineClasses.Words(EngineClass);

    public override IReadOnlyList<Extent> Extents =>
    [
        Extent.At("batch", Batch), Extent.At("context", Math.Max(1, Context)), Extent.At("weight bytes", StepWeightBytes),
        Extent.At("devices", Devices),
    ];

    /// <summary>Tokens of all prompts.</summary>
    public double PromptTokens => Batch * Prompt;

    /// <summary>Bytes of weights that each step reads.</summary>
    public double StepWeightBytes => (Shape.Layers * Shape.LayerElements * WeightBytes) + (Shape.OutputElements * HalfBytes);

    /// <summary>Bytes of keys and values that each step reads. Eager code repeats them for each query head and copies them.</summary>
    public double StepCacheBytes =>
        EngineClass == EngineClass.Eager ? LeastCacheBytes * Shape.Heads / Shape.KvHeads : LeastCacheBytes;

    /// <summary>Bytes of keys and values that each step must read.</summary>
    public double LeastCacheBytes => CopiesOfCache * Batch * Context * CacheElementBytes * Shape.CacheElements;

    /// <summary>Devices beyond the number of key heads keep copies.</summary>
    public double CopiesOfCache => Math.Max(1, (double)Devices / Shape.KvHeads);

    /// <summary>TensorRT-LLM keeps keys and values in the type of an fp8 checkpoint.</summary>
    public double CacheElementBytes => Storage == "fp8" && EngineName == "tensorrt-llm" ? 1 : HalfBytes;

    public double StepFlop => 2 * Batch * ((Shape.Layers * Shape.LayerElements) + Shape.OutputElements);

    public double PrefillFlop => (2 * PromptTokens * Shape.Layers * Shape.LayerElements) + (2 * Batch * Shape.OutputElements)
        + (4.0 * Shape.Layers * Shape.Heads * Shape.HeadSize * PromptTokens * Prompt / 2);

    /// <summary>Bytes of one result that the devices add up, twice in each layer.</summary>
    public double SumBytes(double tokens) => tokens * Shape.Hidden * HalfBytes;

    /// <returns>Null for another kind of observation.</returns>
    public static TaskReading? Read(Observation observation)
    {
        if (observation.Kind != TaskFields.LanguageModel || PhaseOf(observation) is not { } phase)
            return null;
        var name = observation.Word("model") ?? "";
        if (ModelShape.Find(name) is not { } shape)
            return TaskReading.Refuse($"the shape of {name} is not known, or it has experts");
        var engine = observation.IsMeasuredHere ? ("", EngineClass.Graph) : EngineClasses.Find(observation.Program);
        if (engine is not var (engineName, engineClass))
            return TaskReading.Refuse($"the engine {observation.Program ?? "that is not stated"} has no class");
        if (StorageOf(observation) is not { } storage)
            return TaskReading.Refuse("the type of its weights is not stated");
        if (engineClass == EngineClass.Eager && storage.Word != "16 bit")
            return TaskReading.Refuse("eager decoding of quantised weights depends on its library alone");
        if (engineClass == EngineClass.Serving && phase == ModelPhase.Prefill)
            return TaskReading.Refuse("no figure behind the law is of the prefill of a server");
        if (engineClass == EngineClass.Eager && observation.Count > 1)
            return TaskReading.Refuse("an eager engine gives each device some of the layers, and they work in turns");
        if (observation.Number("batch") is not { } batch)
            return TaskReading.Refuse("its batch is not stated");
        var (prompt, generated) = (observation.Number("inputTokens") ?? 0, observation.Number("outputTokens") ?? 0);
        if (prompt > LongestPrompt)
            return TaskReading.Refuse("its prompt has more than 90,000 tokens");
        if ((phase != ModelPhase.Decode && prompt == 0) || (phase == ModelPhase.Generate && generated == 0))
            return TaskReading.Refuse("its lengths are not stated");
        var perUser = observation.Word("per") is not null;
        var total = observation.Word(TaskFields.Tokens) == "total";
        var amount = phase switch
        {
            ModelPhase.Prefill => batch * prompt,
            ModelPhase.Decode => perUser ? 1 : batch,
            _ => batch * (total ? prompt + generated : generated),
        };
        return TaskReading.Of(new ModelTask(
            phase, name, shape, engineClass, engineName, storage.Word, storage.Bytes,
            batch, phase == ModelPhase.Decode ? 0 : prompt, phase == ModelPhase.Prefill ? 0 : Math.Max(1, generated),
            phase == ModelPhase.Prefill ? prompt / 2 : observation.Number("contextTokens") ?? (prompt + (generated / 2)),
            observation.Count)
        {
            Amount = amount,
            SchedulesInTurns = EngineClasses.SchedulesInTurns(observation.Program),
        });
    }

    private static ModelPhase? PhaseOf(Observation observation) => (observation.Quantity.Name, observation.Word("phase")) switch
    {
        (Quantities.Prefill, _) => ModelPhase.Prefill,
        (Quantities.Decode, _) => ModelPhase.Decode,
        (Quantities.Offline, "generate") => ModelPhase.Generate,
        _ => null,
    };

    /// <summary>Weights in fewer bits carry factors of their groups, which are counted.</summary>
    private static (string Word, double Bytes)? StorageOf(Observation observation) =>
        (observation.DType?.Input, observation.DType?.Weights ?? observation.DType?.Input) switch
        {
            (_, "int4" or "nf4" or "awq-int4") => ("4 bit", 0.56),
            (_, "int8") => ("8 bit", 1.03),
            ("fp8" or "fp8-e4m3", _) => ("fp8", 1),
            (_, "fp8" or "fp8-e4m3") => ("8 bit", 1.03),
            ("bf16" or "fp16", "bf16" or "fp16") => ("16 bit", 2),
            ("fp32", "fp32") when observation.IsMeasuredHere => ("16 bit", 2),
            _ => null,
        };
}
