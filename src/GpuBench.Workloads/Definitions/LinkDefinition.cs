using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Workloads.Definitions;

/// <summary>Transfers between host and device, or between two devices: each byte is counted once.</summary>
public sealed class LinkDefinition : WorkloadDefinition
{
    /// <summary>Published with pinned memory: the size of bandwidthTest, a program of the CUDA samples.</summary>
    private const long SampleBytes = 1L << 25;

    public static LinkDefinition Instance { get; } = new();

    public override string Name => "link";

    public override string Description =>
        "Bandwidth of copies between host and device, or between two devices. "
        + "h2d copies from the host to the device, d2h from the device to the host, d2d from the device to another device. "
        + "Each byte of the payload counts once, in one direction.";

    public override IReadOnlyList<Axis> Axes { get; } =
    [
        Axis.OfWords("direction", "source and destination", "h2d", "d2h", "d2d"),
        Axis.OfWords("memory", "host memory, or device for d2d", "pageable", "pinned", "device"),
        Axis.OfNumbers("bytes", "payload in bytes, a multiple of 4", minimum: 4, maximum: 1L << 36),
    ];

    public override Case Example => new(
        new Point { { "direction", "h2d" }, { "memory", "pinned" }, { "bytes", 1 << 28 } }, DType: null, CommonConditions.Warm);

    public override string Format(Point point) =>
        $"{point.Word("direction")} {point.Word("memory")} {Quantity.Format(point["bytes"].Number, "B")}";

    public override PublishedTask Published { get; } = new("link", "link-bandwidth-achieved", Translate)
    {
        RequiredFields = ["op", "link"],
        KeyFields = ["op"],
        MovesBytes = true,
        CrossesLink = true,
        EngineIsTask = true,
    };

    public override IReadOnlyDictionary<string, NumericTriple> DTypes { get; } = new Dictionary<string, NumericTriple>();

    public override Limiter? KnownLimiter => Limiter.Memory;

    public override ValueUnit ValueUnitOf(Point point, NumericTriple? dtype) => ValueUnit.BytesPerSecond;

    /// <summary>The payload counts once.</summary>
    public override WorkCount Count(Point point, NumericTriple? dtype) => new(0, point["bytes"].Number, 0);

    public override double BytesPerSet(Point point, NumericTriple? dtype) => point["bytes"].Number;

    private static void Translate(IDictionary<string, string> fields, Point point, WorkCount work)
    {
        fields.Remove("direction");
        fields["engine"] = "copy-engine";
        fields["op"] = point.Word("direction");
        fields["link"] = point.Word("direction") == "d2d" ? "device" : "host";
    }

    public override void Validate(Point point)
    {
        if (point["bytes"].Number % 4 != 0)
            throw UserError.Usage($"link {point}: bytes must be a multiple of 4");
        if (point.Word("direction") == "d2d" != (point.Word("memory") == "device"))
            throw UserError.Usage($"link {point}: d2d needs memory=device; h2d and d2h need memory=pageable or memory=pinned");
    }

    public override HostWork HostWorkOf(Point point, NumericTriple? dtype)
    {
        double bytes = point["bytes"].Number;
        return new(bytes / 4, bytes / 4, bytes, bytes);
    }

    public override IReadOnlyList<Case> Cases(Suite suite, DeviceInfo device)
    {
        var bytes = suite == Suite.Ci ? 1L << 20 : device.Class == DeviceClass.Accelerator ? 1L << 28 : 1L << 26;
        var ways = new List<(string Direction, string Memory, long Bytes)>
        {
            ("h2d", "pageable", bytes), ("d2h", "pageable", bytes), ("h2d", "pinned", bytes), ("d2h", "pinned", bytes),
        };
        if (suite >= Suite.Lab && device.Class == DeviceClass.Accelerator)
            ways.AddRange([("h2d", "pinned", SampleBytes), ("d2h", "pinned", SampleBytes)]);
        // Without a second device, nothing can be copied between devices.
        if (device.Can("peer"))
            ways.Add(("d2d", "device", bytes));
        return
        [
            .. from way in ways
            let point = new Point { { "direction", way.Direction }, { "memory", way.Memory }, { "bytes", way.Bytes } }
            select new Case(point, DType: null, CommonConditions.Warm),
        ];
    }
}
