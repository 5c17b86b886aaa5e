using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Workloads.Definitions;

/// <summary>The shapes and types of attention that a suite measures.</summary>
internal static class AttentionSuite
{
    /// <summary>Tokens of a batch in the charts of FlashAttention-2 and -3, whose hidden size is 2048.</summary>
    private const int ChartTokens = 16384;

    private const int ChartHidden = 2048;

    private static readonly int[] ChartLengths = [512, 1024, 2048, 4096, 8192, 16384];

    /// <summary>The types of published figures of attention on accelerators, as far as every engine has them.</summary>
    private static IEnumerable<NumericTriple> HalfTypes => [CommonConditions.FloatTypes["fp16"], CommonConditions.FloatTypes["bf16"]];

    public static IEnumerable<Case> Cases(Suite suite, DeviceClass deviceClass) => Common(suite, deviceClass)
        .SelectMany(_ => CommonConditions.SuiteTypes, Of)
        .Concat(Published(suite, deviceClass).SelectMany(_ => HalfTypes, Of))
        .Distinct();

    /// <summary>
    /// Published shapes for libtorch's kernels alone. At their expected rate our kernels need more than a round of lab for these lengths.
    /// </summary>
    public static IEnumerable<Case> LibraryCases(Suite suite, DeviceClass deviceClass) =>
        suite == Suite.Lab && deviceClass == DeviceClass.Accelerator ? LongShapes().SelectMany(_ => HalfTypes, Of) : [];

    private static Case Of(AttentionShape shape, NumericTriple dtype) => new(shape.ToPoint(), dtype, CommonConditions.Warm);

    /// <summary>
    /// Multi-head and grouped heads, causal and full, and a single head, whose keys no other head shares. Lengths and head sizes are
    /// those of published figures, if the device is fast enough for the shortest of them.
    /// </summary>
    private static IEnumerable<AttentionShape> Common(Suite suite, DeviceClass deviceClass) => (suite, deviceClass) switch
    {
        (Suite.Ci, _) => [new(1, 2, 1, 64, 64, 64, true), new(1, 1, 1, 64, 64, 128, false)],
        (Suite.Quick, DeviceClass.ManagedCpu) => Family(1, 4, 2, 128, 64, single: 128),
        (Suite.Quick, DeviceClass.HostCpu) => Family(1, 8, 2, 1024, 64, single: 1024),
        (Suite.Quick, _) => Family(4, 32, 8, 4096, 128, single: 8192),
        (_, DeviceClass.ManagedCpu) => Family(1, 8, 2, 128, 64, single: 256),
        (_, DeviceClass.HostCpu) => [.. Family(1, 8, 2, 1024, 64, single: 1024), .. Family(1, 8, 2, 1024, 128, single: 2048)],
        _ => [.. from t in new[] { 1024, 2048, 4096, 8192, 16384 }
              from shape in Family(ChartTokens / t, 16, 4, t, 128, single: t)
              select shape],
    };

    private static AttentionShape[] Family(int b, int h, int hkv, int t, int d, int single) =>
    [
        new(b, h, h, t, t, d, Causal: true),
        new(b, h, h, t, t, d, Causal: false),
        new(b, h, hkv, t, t, d, Causal: true),
        new(1, 1, 1, single, single, 128, Causal: false),
    ];

    /// <summary>
    /// The other shapes with published figures of several accelerators. The host needs longer to prepare a long sequence than the device
    /// to process it, and our kernels are slow for a head size of 256, so lab has the short ones and full has all.
    /// </summary>
    private static IEnumerable<AttentionShape> Published(Suite suite, DeviceClass deviceClass) => (suite, deviceClass) switch
    {
        (Suite.Lab, DeviceClass.Accelerator) =>
        [
            .. Chart(64, ChartLengths),
            .. Chart(128, ChartLengths),
            .. Chart(256, 512, 1024, 2048, 4096),
            .. WithAndWithoutMask(4, 32, 32, 128, 1024, 2048, 4096, 8192),
            .. WithAndWithoutMask(4, 32, 32, 64, 1024, 2048, 4096, 8192),
            .. WithAndWithoutMask(1, 64, 8, 128, 8192),
            new(1, 1, 1, 32768, 32768, 128, Causal: false),
        ],
        (Suite.Full, DeviceClass.Accelerator) =>
        [
            .. new[] { 64, 128, 256 }.SelectMany(d => Chart(d, ChartLengths)),
            .. WithAndWithoutMask(4, 32, 32, 128, 1024, 2048, 4096, 8192, 16384, 32768),
            .. WithAndWithoutMask(4, 32, 32, 64, 1024, 2048, 4096, 8192, 16384, 32768),
            .. WithAndWithoutMask(1, 64, 8, 128, 2048, 4096, 8192, 16384, 32768),
            new(1, 1, 1, 32768, 32768, 128, Causal: false),
            .. Steps(16, 32, 32, 128, 2000, 4000),
            .. Steps(16, 32, 8, 128, 4096, 16384),
        ],
        _ => [],
    };

    /// <summary>One query behind a cache of keys, as in a decoding step.</summary>
    private static IEnumerable<AttentionShape> Steps(int b, int h, int hkv, int d, params int[] keys) =>
        keys.Select(s => new AttentionShape(b, h, hkv, T: 1, s, d, Causal: true));

    private static IEnumerable<AttentionShape> LongShapes() =>
    [
        .. Chart(256, 8192, 16384),
        .. WithAndWithoutMask(4, 32, 32, 128, 16384, 32768),
        .. WithAndWithoutMask(4, 32, 32, 64, 16384, 32768),
    ];

    /// <summary>The points of such a chart: the batch and the number of heads follow from the length and the head size.</summary>
    private static IEnumerable<AttentionShape> Chart(int d, params int[] lengths) =>
        lengths.SelectMany(t => WithAndWithoutMask(ChartTokens / t, ChartHidden / d, ChartHidden / d, d, t));

    private static IEnumerable<AttentionShape> WithAndWithoutMask(int b, int h, int hkv, int d, params int[] lengths) =>
        from t in lengths
        from causal in new[] { true, false }
        select new AttentionShape(b, h, hkv, t, t, d, causal);
}
