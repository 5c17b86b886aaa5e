using System.Globalization;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Tests.Publications.Projecting;

/// <summary>Figures that nobody published.</summary>
internal static class ImaginaryTasks
{
    /// <summary>A decoding step at a context, in bf16.</summary>
    public static Observation Decode(string model, int batch, int context, string engine = "gpt-fast", int devices = 1) => Of(
        "llm", Quantities.Decode, "token/s",
        new()
        {
            ["model"] = model,
            ["phase"] = "decode",
            ["batch"] = Text(batch),
            ["contextTokens"] = Text(context),
            ["tokens"] = "output",
        }) with
    { Program = engine, Count = devices };

    public static Observation Prefill(string model, int batch, int prompt, string engine = "gpt-fast", int devices = 1) => Of(
        "llm", Quantities.Prefill, "token/s",
        new()
        {
            ["model"] = model,
            ["phase"] = "prefill",
            ["batch"] = Text(batch),
            ["inputTokens"] = Text(prompt),
            ["tokens"] = "input",
        }) with
    { Program = engine, Count = devices };

    public static Observation MatMul(double m, double n, double k) => Of(
        "gemm", Quantities.MatMul, "FLOP/s", new() { ["m"] = Text(m), ["n"] = Text(n), ["k"] = Text(k) }) with
    { HardwareUnit = "tensor" };

    public static Observation Attention(string? kernel) => Of(
        "attention", Quantities.Attention, "FLOP/s",
        new() { ["b"] = "4", ["h"] = "16", ["hkv"] = "16", ["t"] = "4096", ["s"] = "4096", ["d"] = "128", ["causal"] = "false" }) with
    { HardwareUnit = "tensor", Convention = "full", Kernel = kernel };

    /// <param name="bytes">Size of the message.</param>
    /// <param name="bytesPerSecond">Of the bus.</param>
    public static Observation AllReduce(VariantId product, double bytes, double bytesPerSecond) => Of(
        "link", Quantities.Link, "B/s",
        new() { ["op"] = "all-reduce", ["ranks"] = "8", ["link"] = "nvlink", ["measure"] = "busbw", ["bytes"] = Text(bytes) }) with
    {
        Id = FormattableString.Invariant($"bus-{bytes}"),
        Variant = product,
        Value = bytesPerSecond,
        Count = 8,
        CrossesLink = true,
    };

    private static Observation Of(string kind, string quantity, string unit, Dictionary<string, string> task) => new()
    {
        Id = kind,
        Variant = new("h100", "sxm5-80gb"),
        Quantity = Quantities.Get(quantity),
        Value = 1,
        Interval = new(1, 1),
        SiUnit = unit,
        Kind = kind,
        Task = task,
        DType = new("bf16"),
        Source = "imaginary",
    };

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
