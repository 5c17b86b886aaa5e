using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Oracles;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Workloads.Definitions;

/// <summary>
/// Attention forward: 4·D FLOP for each query-key pair that the mask allows (Q·Kᵀ and P·V, 2·D each; the exponentials
/// are not counted); Q, K, V read and O written once.
/// </summary>
public sealed class AttentionDefinition : WorkloadDefinition
{
    public static AttentionDefinition Instance { get; } = new();

    public override string Name => "attention";

    public override string Description =>
        "Attention forward, softmax(Q·Kᵀ/√d)·V. "
        + "Q is (b,h,t,d), K and V are (b,hkv,s,d). "
        + "Each query-key pair that the mask allows counts 4·d operations. "
        + "Published figures that count half or all pairs under a causal mask differ only in this convention.";

    public override IReadOnlyList<Axis> Axes { get; } =
    [
        Axis.OfNumbers("b", "batch", maximum: 4096),
        Axis.OfNumbers("h", "query heads", maximum: 1024),
        Axis.OfNumbers("hkv", "key and value heads", maximum: 1024),
        Axis.OfNumbers("t", "queries", maximum: 1 << 20),
        Axis.OfNumbers("s", "keys", maximum: 1 << 20),
        Axis.OfNumbers("d", "head dimension", maximum: 512),
        Axis.OfWords("mask", "keys that a query sees", "causal", "full"),
    ];

    public override Case Example => new(
        new Point { { "b", 1 }, { "h", 8 }, { "hkv", 8 }, { "t", 1024 }, { "s", 1024 }, { "d", 64 }, { "mask", "causal" } },
        DTypes["fp32"], CommonConditions.Warm);

    public override string Format(Point point)
    {
        var shape = AttentionShape.From(point);
        var heads = shape.H == shape.Hkv ? $"{shape.H}" : $"{shape.H}/{shape.Hkv}";
        var keys = shape.S == shape.T ? "" : $" s{shape.S}";
        return $"b{shape.B} h{heads} t{shape.T}{keys} d{shape.D}{(shape.Causal ? " causal" : "")}";
    }

    public override PublishedTask Published { get; } = new("attention", "attention-forward-throughput", Translate)
    {
        OtherQuantities = ["attention-forward-backward-throughput"],
        RequiredFields = ["b", "h", "t", "s", "d", "causal", "kernel", "pass"],
        KeyFields = ["t", "s", "d", "causal"],
        HasHeads = true,
        HasSparsity = true,
        Format = Format,
        FormattedFields = ["b", "h", "hkv", "t", "s", "d", "causal", "pass"],
    };

    public override IReadOnlyDictionary<string, NumericTriple> DTypes => CommonConditions.FloatTypes;

    public override ValueUnit ValueUnitOf(Point point, NumericTriple? dtype) => ValueUnit.FlopPerSecond;

    public override FlopConvention? ConventionOf(Point point) =>
        AttentionShape.From(point).Causal ? FlopConvention.CausalExact : FlopConvention.Full;

    public override WorkCount Count(Point point, NumericTriple? dtype)
    {
        var shape = AttentionShape.From(point);
        var queryElements = (double)shape.RowCount * shape.D;
        var keyElements = (double)shape.B * shape.Hkv * shape.S * shape.D;
        var (input, output) = (ElementTypes.Of(dtype!.Value.Input), ElementTypes.Of(dtype.Value.Output));
        return new(
            4.0 * shape.D * shape.B * shape.H * shape.PairCount,
            input.BytesOf(queryElements) + (2 * input.BytesOf(keyElements)),
            output.BytesOf(queryElements));
    }

    /// <summary>Under a causal mask, some sources count all pairs or half of them. Without a mask all pairs are computed.</summary>
    public override WorkCount? CountIn(FlopConvention? convention, Point point, NumericTriple? dtype)
    {
        var shape = AttentionShape.From(point);
        var exact = Count(point, dtype);
        double? pairs = convention switch
        {
            FlopConvention.Full => (double)shape.T * shape.S,
            FlopConvention.CausalHalf when shape.Causal => (double)shape.T * shape.S / 2,
            FlopConvention.CausalExact when shape.Causal => shape.PairCount,
            _ => null,
        };
        return pairs is { } counted ? exact with { OperationCount = 4.0 * shape.D * shape.B * shape.H * counted } : null;
    }

    public override double BytesPerSet(Point point, NumericTriple? dtype) => Count(point, dtype).Bytes;

    public override HostWork HostWorkOf(Point point, NumericTriple? dtype)
    {
        var (shape, work) = (AttentionShape.From(point), Count(point, dtype));
        var (queryElements, keyElements) = ((double)shape.RowCount * shape.D, (double)shape.B * shape.Hkv * shape.S * shape.D);
        return new(queryElements + (2 * keyElements), queryElements, work.BytesRead, work.BytesWritten)
        {
            OracleOperations = 2.0 * AttentionOracle.SampledRows * shape.S * shape.D,
        };
    }

    public override void Validate(Point point)
    {
        var shape = AttentionShape.From(point);
        if (shape.H % shape.Hkv != 0)
            throw UserError.Usage($"attention {point}: h must be a multiple of hkv");
        if (shape.Causal && shape.S < shape.T)
            throw UserError.Usage($"attention {point}: a causal mask needs s >= t; otherwise, the first queries see no key");
        if (Math.Max((long)shape.B * shape.H * shape.T, (long)shape.B * shape.Hkv * shape.S) * shape.D > int.MaxValue)
            throw UserError.Usage($"attention {point}: a tensor has more than {int.MaxValue} elements");
    }

    private static void Translate(IDictionary<string, string> fields, Point point, WorkCount work)
    {
        fields.Remove("mask");
        fields["causal"] = AttentionShape.From(point).Causal ? "true" : "false";
        fields["pass"] = "forward";
    }

    private static string Format(IReadOnlyDictionary<string, string> fields)
    {
        var (h, hkv) = (fields.GetValueOrDefault("h"), fields.GetValueOrDefault("hkv"));
        var keys = fields.GetValueOrDefault("s") == fields.GetValueOrDefault("t") ? null : Letter("s");
        string?[] words =
        [
            Letter("b"), h is null ? null : $"h{h}{(h == hkv || hkv is null ? "" : $"/{hkv}")}", Letter("t"), keys, Letter("d"),
            fields.GetValueOrDefault("causal") == "true" ? "causal" : null,
            fields.GetValueOrDefault("pass") is { } pass and not "forward" ? pass : null,
        ];
        return string.Join(' ', words.OfType<string>());
        string? Letter(string axis) => fields.TryGetValue(axis, out var value) ? axis + value : null;
    }

    public override IReadOnlyList<Case> Cases(Suite suite, DeviceInfo device) => [.. AttentionSuite.Cases(suite, device.Class)];

    /// <summary>Further cases of a suite, for engines that run fused kernels of a library.</summary>
    public static IEnumerable<Case> LibraryCases(Suite suite, DeviceInfo device) => AttentionSuite.LibraryCases(suite, device.Class);
}
