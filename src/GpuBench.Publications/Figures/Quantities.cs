namespace GpuBench.Publications.Figures;

/// <summary>The quantities of published figures.</summary>
public static class Quantities
{
    public const string MatMul = "gemm-throughput";
    public const string Attention = "attention-forward-throughput";
    public const string Stream = "memory-bandwidth-achieved";
    public const string Link = "link-bandwidth-achieved";
    public const string PeakCompute = "peak-compute";
    public const string PeakBandwidth = "memory-bandwidth-peak";
    public const string LinkPeak = "interconnect-peak";
    public const string Clock = "clock";
    public const string CacheSize = "l2-size";
    public const string TotalProcessingPerformance = "tpp";
    public const string PerformanceDensity = "performance-density";
    public const string MemoryCapacity = "memory-capacity";
    public const string CoreCount = "core-count";
    public const string DieArea = "die-area";
    public const string BoardPower = "tdp";
    public const string Offline = "offline-throughput";
    public const string Prefill = "prefill-throughput";
    public const string Decode = "decode-throughput";
    public const string Training = "training-throughput";
    public const string FirstTokenTime = "time-to-first-token";
    public const string RequestTime = "request-time";
    public const string StepTime = "time-per-output-token";
    public const string Quoted = "relative-performance";

    public static IReadOnlyList<FigureQuantity> All { get; } =
    [
        new(PeakCompute, "nominal peak rate of one hardware unit and type", IsNominal: true),
        new("peak-compute-throttled", "nominal rate at the clock reached under load", IsNominal: true),
        new(PeakBandwidth, "nominal device-memory bandwidth", IsNominal: true),
        new("memory-bandwidth-model", "device-memory bandwidth of a compiler's cost model", IsNominal: true),
        new(MemoryCapacity, "nominal device memory", IsNominal: true),
        new("memory-usable", "device memory seen by software", IsNominal: true),
        new("memory-type", "kind of device memory, in words", IsNominal: true),
        new(LinkPeak, "nominal rate of the link between devices", IsNominal: true),
        new("interconnect-model", "rate of the link between devices in a communication library's model", IsNominal: true),
        new(BoardPower, "nominal or configured board power", IsNominal: true),
        new(DieArea, "area of the compute die", IsNominal: true, IsOfChip: true),
        new("process", "manufacturing process, in words", IsNominal: true, IsOfChip: true),
        new("release-date", "release date, in words", IsNominal: true),
        new(Clock, "clock at which a unit's nominal peak is stated; of the matrix units if no unit is named", IsNominal: true),
        new(CoreCount, "matrix cores or multiprocessors", IsNominal: true),
        new("fp32-cores-per-sm", "fp32 lanes of one multiprocessor", IsNominal: true),
        new(CacheSize, "second-level cache", IsNominal: true),
        new("mig-instances", "partitions of one device", IsNominal: true),
        new("ridge-point", "nominal peak over nominal bandwidth", IsNominal: true),
        new(TotalProcessingPerformance, "total processing performance, dense", IsNominal: true),
        new(PerformanceDensity, "total processing performance over die area", IsNominal: true),
        new("power-measured", "measured board power", LowerIsBetter: true),
        new("tpp-achieved", "total processing performance of an achieved rate: the rate times the bits of an operand"),
        new(MatMul, "matrix multiply, 2·M·N·K over time"),
        new("grouped-gemm-throughput", "several matrix products in one launch, masked layout"),
        new("communication-fused-gemm-throughput", "matrix multiply fused with a collective"),
        new("gemm-effective-bandwidth", "operand bytes over time of a matrix multiply"),
        new("gemm-share-of-nominal", "share of the nominal peak that a matrix multiply achieves"),
        new(Attention, "attention forward"),
        new("attention-forward-backward-throughput", "attention forward and backward, 3.5 times the forward FLOP"),
        new("attention-throughput-pass-unstated", "attention, pass not stated"),
        new("attention-forward-time", "attention forward, time", LowerIsBetter: true),
        new("attention-decode-throughput", "few queries against a cache"),
        new("attention-sparse-decode-throughput", "few queries against a token-sparse cache"),
        new("attention-sparse-prefill-throughput", "token-sparse attention"),
        new("attention-decode-bandwidth", "cache bytes over time"),
        new("attention-decode-utilisation", "share of the nominal peak"),
        new("speedup", "ratio to another kernel on the same device"),
        new(Stream, "device-memory bandwidth of a stream or copy kernel"),
        new("kernel-effective-bandwidth", "counted bytes over time of another kernel"),
        new("model-effective-bandwidth", "weight bytes over time per token"),
        new(Link, "bandwidth across a host or device link"),
        new("collective-time", "time of one collective", LowerIsBetter: true),
        new(Offline, "whole model, all work given at once", DividesByCount: true),
        // One queue serves all devices within a time limit, so the rate is not proportional to their number.
        new("server-throughput", "whole model, MLPerf Server"),
        new("serving-throughput", "language-model server under load", DividesByCount: true),
        new(Prefill, "prompt tokens over the time of the prefill", DividesByCount: true, Tokens: "input"),
        new(Decode, "generated tokens over the time of the decode steps", DividesByCount: true, Tokens: "output"),
        new(StepTime, "time between generated tokens", LowerIsBetter: true),
        new(FirstTokenTime, "time to the first generated token", LowerIsBetter: true),
        new(RequestTime, "time of a batch of requests, from the prompts to the last token", LowerIsBetter: true),
        new("encoder-time", "time of the encoder layers on one batch", LowerIsBetter: true),
        new("image-time", "time for one image", LowerIsBetter: true),
        new("video-time", "time for one clip", LowerIsBetter: true),
        new("image-throughput", "images over time"),
        new("sequence-throughput", "sequences over time"),
        new(Training, "training tokens over time", DividesByCount: true),
        new("training-mfu", "share of the nominal peak in training"),
        new("energy-per-token", "accelerator energy per generated token", LowerIsBetter: true),
        new(Quoted, "a ratio quoted without a workload", IsQuoted: true),
    ];

    private static readonly Dictionary<string, FigureQuantity> ByName = All.ToDictionary(quantity => quantity.Name);

    public static bool Contains(string name) => ByName.ContainsKey(name);

    /// <exception cref="KeyNotFoundException">Not a quantity. The reader refuses such figures.</exception>
    public static FigureQuantity Get(string name) => ByName[name];
}
