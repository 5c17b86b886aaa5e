using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Oracles;

namespace GpuBench.Workloads.Definitions;

/// <summary>
/// McCalpin's STREAM kernels with BabelStream's dot, and a pure read, on fp32 arrays of N elements: 4·N bytes for each
/// array touched; no write-allocate traffic is counted.
/// </summary>
public sealed class StreamDefinition : WorkloadDefinition
{
    public static StreamDefinition Instance { get; } = new();

    public override string Name => "stream";

    public override string Description =>
        "Bandwidth of the device's memory. "
        + "The operations are copy c=a, mul c=s·a, add c=a+b, triad c=a+s·b, dot Σa·b and read Σa, on fp32 arrays of n elements. "
        + "Each array that is read or written counts 4·n bytes. "
        + "Each operation is a separate quantity: do not compare a triad with a copy.";

    public override IReadOnlyList<Axis> Axes { get; } =
    [
        Axis.OfWords("op", "operation", "copy", "mul", "add", "triad", "dot", "read"),
        Axis.OfNumbers("n", "elements of each array", minimum: 1024, maximum: 1L << 33),
    ];

    public override Case Example => new(
        new Point { { "op", "triad" }, { "n", 1 << 26 } }, DTypes["fp32"], CommonConditions.Cold);

    public override string Format(Point point) => $"{point.Word("op")} {Quantity.Format(point["n"].Number, "")}";

    public override PublishedTask Published { get; } = new("stream", "memory-bandwidth-achieved", Translate)
    {
        RequiredFields = ["op"],
        KeyFields = ["op"],
        MovesBytes = true,
        HasCounting = true,
        EngineIsTask = true,
    };

    public override IReadOnlyDictionary<string, NumericTriple> DTypes { get; } =
        new Dictionary<string, NumericTriple>() { ["fp32"] = NumericTriple.Uniform(DType.Fp32) };

    public override Limiter? KnownLimiter => Limiter.Memory;

    public override Roof? Measures => Roof.Memory;

    public override ValueUnit ValueUnitOf(Point point, NumericTriple? dtype) => ValueUnit.BytesPerSecond;

    public override WorkCount Count(Point point, NumericTriple? dtype)
    {
        var n = (double)point["n"].Number;
        var (flopPerElement, arraysRead, arraysWritten) = point.Word("op") switch
        {
            "copy" => (0, 1, 1),
            "mul" => (1, 1, 1),
            "add" => (1, 2, 1),
            "triad" => (2, 2, 1),
            "dot" => (2, 2, 0),
            _ => (1, 1, 0),
        };
        return new(flopPerElement * n, arraysRead * 4 * n, arraysWritten * 4 * n);
    }

    /// <summary>Every set has three arrays, for all operations.</summary>
    public override double BytesPerSet(Point point, NumericTriple? dtype) => 12.0 * point["n"].Number;

    /// <summary>The device fills the arrays. The host computes the expected result of a reduction over all elements.</summary>
    public override HostWork HostWorkOf(Point point, NumericTriple? dtype) => point.Word("op") is "dot" or "read"
        ? new(point["n"].Number, 0, 0, 0)
        : new(0, StreamOracle.BlockCount * StreamOracle.BlockLength, 0, 4 * StreamOracle.BlockCount * StreamOracle.BlockLength);

    private static void Translate(IDictionary<string, string> fields, Point point, WorkCount work)
    {
        fields.Remove("n");
        fields["engine"] = "sm-kernel";
        fields["counting"] = "read+write";
        fields["bytes"] = work.Bytes.ToString(CultureInfo.InvariantCulture);
    }

    public override IReadOnlyList<Case> Cases(Suite suite, DeviceInfo device)
    {
        var elements = Elements(suite, device);
        return
        [
            .. from op in Axes[0].Words!
            let conditions = suite == Suite.Ci ? CommonConditions.Warm : CommonConditions.Cold
            select new Case(new Point { { "op", op }, { "n", elements } }, DTypes["fp32"], conditions),
        ];
    }

    /// <summary>
    /// Outside ci, sets rotate until they exceed the cache four times, so the size itself only has to keep every
    /// compute unit busy for much longer than a launch takes.
    /// </summary>
    private static long Elements(Suite suite, DeviceInfo device) => (suite, device.Class) switch
    {
        (Suite.Ci, _) => 1 << 16,
        (_, DeviceClass.ManagedCpu) => 1 << 20,
        (_, DeviceClass.HostCpu) => 1 << 24,
        _ => 1 << 28,
    };
}
