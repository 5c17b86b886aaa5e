using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Tests.Fakes;

/// <summary>Sides of ratios for tests: made-up figures of 100 TFLOP/s with every field stated.</summary>
internal static class Sides
{
    public static readonly Observation MatMul = new()
    {
        Id = "a matrix multiply",
        Variant = new("h100", "sxm5-80gb"),
        Quantity = Quantities.Get(Quantities.MatMul),
        Value = 100e12,
        Interval = new(98e12, 102e12),
        SiUnit = "FLOP/s",
        Kind = "gemm",
        Task = new Dictionary<string, string> { ["m"] = "4096", ["n"] = "4096", ["k"] = "4096" },
        Program = "torch.mm",
        DType = new("bf16", "fp32", "bf16"),
        Sparsity = "dense",
        HardwareUnit = "tensor",
        Convention = "2MNK",
        Method = new(Regime.Burst, CachePolicy.Warm, "mean"),
        Source = "a-publication",
    };

    public static readonly Observation Attention = MatMul with
    {
        Id = "an attention",
        Quantity = Quantities.Get(Quantities.Attention),
        Kind = "attention",
        HasHeads = true,
        Task = Fields(
            ("b", "4"), ("h", "32"), ("hkv", "32"), ("t", "1024"), ("s", "1024"), ("d", "128"), ("causal", "true"), ("pass", "forward")),
        Kernel = "flash-attention-3",
        Convention = "causal-half",
    };

    public static readonly Observation Stream = MatMul with
    {
        Id = "a stream",
        Quantity = Quantities.Get(Quantities.Stream),
        SiUnit = "B/s",
        Kind = "stream",
        MovesBytes = true,
        HasCounting = true,
        Task = Fields(("op", "triad"), ("engine", "sm-kernel"), ("counting", "read+write")),
        DType = new("fp64"),
        Sparsity = null,
        HardwareUnit = "copy",
        Convention = null,
    };

    /// <summary>An all-reduce.</summary>
    public static readonly Observation Collective = Stream with
    {
        Id = "a collective",
        Quantity = Quantities.Get(Quantities.Link),
        Kind = "link",
        HasCounting = false,
        CrossesLink = true,
        Task = Fields(("op", "all-reduce"), ("link", "nvlink"), ("ranks", "8"), ("measure", "busbw"), ("bytes", "1048576")),
        DType = null,
        HardwareUnit = "link",
        Count = 8,
    };

    public static readonly Observation Serving = MatMul with
    {
        Id = "a server",
        Quantity = Quantities.Get("serving-throughput"),
        SiUnit = "token/s",
        Kind = "llm",
        Task = Fields(("model", "Qwen3-8B"), ("phase", "serve"), ("concurrency", "4"), ("tokens", "output")),
        DType = new("bf16"),
        Sparsity = "unstated",
        HardwareUnit = "mixed",
        Convention = null,
        Program = "vllm 0.11.0",
    };

    public static readonly Observation MlPerf = Serving with
    {
        Id = "an MLPerf result",
        Quantity = Quantities.Get("offline-throughput"),
        Kind = "mlperf",
        Task = Fields(("round", "v5.1"), ("division", "closed"), ("scenario", "offline"), ("benchmark", "llama3.1-8b"), ("accuracy", "99")),
        DType = new("unstated"),
        Sparsity = "dense",
    };

    /// <summary>The figure as a row of this project: from a kernel that need not be the best.</summary>
    public static Observation Here(Observation side) =>
        side with { Id = side.Id + " here", Source = null, Kernel = null, IsLowerBound = true };

    /// <summary>The same figure from another publication, on another device.</summary>
    public static Observation Elsewhere(Observation side) =>
        side with { Id = side.Id + " elsewhere", Source = "another-publication", Variant = new VariantId("h20", "96gb-hbm3") };

    public static Observation With(this Observation side, string field, string value) =>
        side with { Task = new Dictionary<string, string>(side.Task) { [field] = value } };

    public static Observation Without(this Observation side, string field) =>
        side with { Task = side.Task.Where(pair => pair.Key != field).ToDictionary() };

    /// <summary>The comparison by all rules, with a spread of 0.9 … 1.2 for bf16 divided by fp16.</summary>
    public static Comparison Over(this Observation numerator, Observation denominator) =>
        new ComparisonRules(new Interval(0.9, 1.2)).Compare(numerator, denominator);

    private static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Value);
}
