using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Workloads.Definitions;

/// <summary>
/// The models, batches and lengths that suites measure. A processor runs decoders of our own shapes, which only check the program. An
/// accelerator runs published models with published lengths, so that each row meets a figure.
/// </summary>
internal static class ModelSuite
{
    private static readonly IReadOnlyList<string> OwnTypes = ["fp32", "bf16"];

    /// <summary>
    /// Published requests of Qwen3 generate 2048 tokens after a prompt of one token (Qwen3's documentation, Speed Benchmark). Their mean
    /// context is 1025 tokens, and so is that of these steps.
    /// </summary>
    private static DecodeShape AfterShortPrompt(string model) => new(LlamaConfig.Find(model), 1, ContextLength: 961, StepCount: 128);

    /// <summary>The script of torchao's and gpt-fast's figures: 200 tokens after a prompt of 5.</summary>
    private static DecodeShape AsTorchAo(string model) => new(LlamaConfig.Find(model), 1, ContextLength: 5, StepCount: 200);

    /// <summary>The script of bitsandbytes' figures: 64 tokens after a prompt of 64.</summary>
    private static DecodeShape AsBitsandbytes(string model, int batch) =>
        new(LlamaConfig.Find(model), batch, ContextLength: 64, StepCount: 64);

    /// <summary>llama-bench's <c>tg128</c>: 128 tokens, behind an empty context unless a depth is given.</summary>
    private static DecodeShape AsLlamaBench(string model, int batch, int depth) =>
        new(LlamaConfig.Find(model), batch, ContextLength: depth, StepCount: 128);

    public static IReadOnlyList<Case> Prefill(Suite suite, DeviceInfo device) => (suite, device.Class) switch
    {
        (_, DeviceClass.ManagedCpu) => [],
        (Suite.Ci, _) => Prompts(OwnTypes, "ci", 1, 16),
        (Suite.Quick, DeviceClass.HostCpu) => Prompts(OwnTypes, "ci", 1, 128),
        (_, DeviceClass.HostCpu) =>
        [
            .. from b in new[] { 1, 4, 16 }
               from prompt in new[] { 128, 512 }
               from one in Prompts(OwnTypes, "110m", b, prompt)
               select one,
        ],
        // llama-bench's pp512, in the type of its figures.
        (Suite.Quick, _) => Prompts(["fp16"], Largest(device)[^1], 1, 512),
        (Suite.Lab, _) => LabPrompts,
        _ =>
        [
            .. LabPrompts,
            .. from b in new[] { 1, 8, 32 }
               from prompt in new[] { 512, 2048 }
               from one in Prompts(["bf16"], "llama3-8b", b, prompt)
               select one,
            .. Prompts(["bf16"], "glm-4-9b", 1, 32_000),
            // torchao's figures of int8 weights.
            .. Prompts(["bf16"], "llama3-8b", 32, 4096, LayerStorage.Int8),
        ],
    };

    public static IReadOnlyList<Case> Decode(Suite suite, DeviceInfo device) => (suite, device.Class) switch
    {
        (_, DeviceClass.ManagedCpu) => [],
        (Suite.Ci, _) => Steps(OwnTypes, new(LlamaConfig.Find("ci"), 1, 16, 8)),
        (Suite.Quick, DeviceClass.HostCpu) => Steps(OwnTypes, new(LlamaConfig.Find("ci"), 1, 32, 32)),
        (_, DeviceClass.HostCpu) =>
        [
            .. from b in new[] { 1, 4, 16 }
               from context in new[] { 128, 512 }
               from one in Steps(OwnTypes, new(LlamaConfig.Find("110m"), b, context, 128))
               select one,
            .. Steps(["bf16"], new(LlamaConfig.Find("110m"), 1, 128, 128, LayerStorage.Int8)),
        ],
        (Suite.Quick, _) =>
        [
            .. EagerAndRecorded(AfterShortPrompt(Largest(device)[0])),
            .. Largest(device).Skip(1).Select(model => Step(AsBitsandbytes(model, 1), ModelTypes.OneReplay)),
        ],
        (Suite.Lab, _) => LabSteps,
        _ =>
        [
            .. LabSteps,
            .. from b in new[] { 1, 4, 16, 64 }
               from depth in new[] { 0, 512, 4096 }
               from one in EagerAndRecorded(AsLlamaBench("llama3-8b", b, depth))
               select one,
            .. from depth in new[] { 4096, 16_384, 32_640 }
               from one in EagerAndRecorded(AsLlamaBench("qwen2.5-0.5b", 1, depth))
               select one,
        ],
    };

    /// <summary>Whole requests take seconds, so only the longest suite has those of publications.</summary>
    public static IReadOnlyList<Case> Generate(Suite suite, DeviceInfo device) => (suite, device.Class) switch
    {
        (_, DeviceClass.ManagedCpu) => [],
        (Suite.Ci, _) => Requests(OwnTypes, "ci", 1, 16, 8),
        (Suite.Full, DeviceClass.HostCpu) => Requests(OwnTypes, "110m", 1, 128, 32),
        (Suite.Full, _) =>
        [
            // vLLM's latency benchmark.
            .. Requests(["bf16"], "llama3-8b", 8, 32, 128), .. Requests(["bf16"], "qwen2.5-7b", 8, 32, 128),
            // Qwen's speed benchmark.
            .. Requests(["bf16"], "qwen3-0.6b", 1, 6144, 2048), .. Requests(["bf16"], "qwen3-8b", 1, 6144, 2048),
        ],
        _ => [],
    };

    /// <summary>
    /// The prompts of llama.cpp's figures (fp16) and of GLM-4's (bf16), and the length of the published prompts of Llama-2-7B, of which the
    /// A100 has figures. Llama-3-8B has none of 2048 tokens: it shows beside Llama-2-7B what a larger vocabulary and fewer key heads cost.
    /// </summary>
    private static IReadOnlyList<Case> LabPrompts { get; } =
    [
        .. Prompts(["fp16"], "llama3-8b", 1, 512), .. Prompts(["fp16"], "llama3-8b", 1, 4096),
        .. Prompts(["bf16"], "llama3-8b", 1, 2048), .. Prompts(["fp16"], "llama2-7b", 1, 2048),
        .. Prompts(["bf16"], "glm-4-9b", 1, 1000), .. Prompts(["bf16"], "glm-4-9b", 1, 8000),
    ];

    /// <summary>Qwen3-32B has published steps too, but does not fit in 80 GB.</summary>
    private static IReadOnlyList<Case> LabSteps { get; } =
    [
        .. EagerAndRecorded(AsBitsandbytes("llama3-8b", 1)), .. EagerAndRecorded(AsBitsandbytes("llama3-8b", 32)),
        .. from model in (string[])["qwen3-0.6b", "qwen3-1.7b", "qwen3-4b", "qwen3-8b"]
           from one in EagerAndRecorded(AfterShortPrompt(model))
           select one,
        .. EagerAndRecorded(AsLlamaBench("qwen2.5-0.5b", 1, 128)),
        .. InInt8.Select(shape => Step(shape, ModelTypes.OneReplay)),
    ];

    /// <summary>
    /// The published steps with int8 weights (GPTQ of Qwen3, torchao). Their engines replay recordings; an eager step of few bytes would
    /// show the host.
    /// </summary>
    private static IEnumerable<DecodeShape> InInt8 =>
    [
        AfterShortPrompt("qwen3-0.6b") with { Layers = LayerStorage.Int8 },
        AfterShortPrompt("qwen3-1.7b") with { Layers = LayerStorage.Int8 },
        AsTorchAo("llama3-8b") with { Layers = LayerStorage.Int8 },
    ];

    /// <summary>
    /// The largest models that fit: those of eight billion parameters have figures of the H20 and of the 910B (Qwen3-8B, Llama-3-8B), the
    /// smaller of the H20.
    /// </summary>
    private static IReadOnlyList<string> Largest(DeviceInfo device)
    {
        IReadOnlyList<string>[] bySize = [["qwen3-8b", "llama3-8b"], ["qwen3-1.7b"]];
        return Array.Find(bySize, models => models.All(model => Fits(model, device))) ?? ["qwen3-0.6b"];
    }

    /// <summary>Half of the memory leaves room for the cache, the tensors of a pass, and what else uses the device.</summary>
    private static bool Fits(string model, DeviceInfo device) =>
        2 * ModelTypes.Work(LlamaConfig.Find(model), ModelTypes.All["bf16"]).ResidentBytes(batch: 1, capacity: 0) <= device.MemoryBytes;

    private static IReadOnlyList<Case> Prompts(
        IReadOnlyList<string> types, string model, int batch, int prompt, LayerStorage layers = LayerStorage.Same) =>
    [
        .. types.Select(type => new Case(
            new PrefillShape(LlamaConfig.Find(model), batch, prompt, layers).ToPoint(), ModelTypes.All[type], ModelTypes.OnePass)),
    ];

    private static IReadOnlyList<Case> Requests(IReadOnlyList<string> types, string model, int batch, int prompt, int output) =>
    [
        .. types.Select(type => new Case(
            new GenerateShape(LlamaConfig.Find(model), batch, prompt, output).ToPoint(), ModelTypes.All[type], ModelTypes.OnePass)),
    ];

    private static IReadOnlyList<Case> Steps(IReadOnlyList<string> types, DecodeShape shape) =>
        [.. types.Select(type => new Case(shape.ToPoint(), ModelTypes.All[type], ModelTypes.OnePass))];

    private static IReadOnlyList<Case> EagerAndRecorded(DecodeShape shape) =>
        [Step(shape, ModelTypes.OnePass), Step(shape, ModelTypes.OneReplay)];

    private static Case Step(DecodeShape shape, Conditions conditions) => new(shape.ToPoint(), ModelTypes.All["bf16"], conditions);
}
