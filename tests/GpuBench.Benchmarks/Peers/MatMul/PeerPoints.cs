using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Models;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>The products that are compared on each kind of device.</summary>
internal static class PeerPoints
{
    private static readonly NumericTriple Fp32 = NumericTriple.Uniform(DType.Fp32);

    /// <summary>Squares, and a decoder's weights times the tokens of one decode step or of a prompt.</summary>
    public static IEnumerable<Case> Of(DeviceClass device) => device switch
    {
        DeviceClass.ManagedCpu => Squares([128, 256], [Fp32]),
        DeviceClass.HostCpu =>
        [
            .. Squares([256, 512, 1024, 2048], [Fp32]), .. Squares([512, 1024], [NumericTriple.SummedInFp32(DType.Bf16)]),
            .. Linear([1, 16], [Fp32], withGateUp: false),
        ],
        _ =>
        [
            .. Squares(GpuOrders, [.. GpuTypes, Tf32]), .. Squares(GpuOrders, NarrowTypes, layout: "nt"),
            .. Linear([1, 8, 64, 512, 2048], [.. GpuTypes, .. NarrowTypes], withGateUp: true),
        ],
    };

    private static NumericTriple Tf32 => new(DType.Tf32, DType.Fp32, DType.Fp32);

    /// <summary>Matrix units accept these types with B as (N,K).</summary>
    private static NumericTriple[] NarrowTypes => [new(DType.Int8, DType.Int32, DType.Int32), new(DType.Fp8E4M3, DType.Fp32, DType.Bf16)];

    private static int[] GpuOrders => [256, 512, 1024, 2048, 4096, 8192];

    private static NumericTriple[] GpuTypes => [Fp32, NumericTriple.SummedInFp32(DType.Fp16), NumericTriple.SummedInFp32(DType.Bf16)];

    /// <summary>The type's name in <c>--axis dtype=</c>.</summary>
    public static string Name(NumericTriple dtype) => MatMulDefinition.Instance.DTypes.First(type => type.Value == dtype).Key;

    private static IEnumerable<Case> Squares(int[] orders, NumericTriple[] types, string? layout = null) =>
        from type in types
        from order in orders
        select new Case(Square(order, layout), type, new(CachePolicy.Warm, Regime.Burst, LaunchMode.Single));

    private static Point Square(int order, string? layout)
    {
        var point = new Point { { "m", order }, { "n", order }, { "k", order } };
        if (layout is not null)
            point.Add("layout", layout);
        return point;
    }

    /// <summary>Weights are stored as (N,K). They come from memory, as they do between the layers of a model.</summary>
    /// <param name="withGateUp">Whether to include the largest matrix: half a GB in fp32.</param>
    private static IEnumerable<Case> Linear(int[] tokenCounts, NumericTriple[] types, bool withGateUp)
    {
        var config = LlamaConfig.Find("llama3-8b");
        List<(int N, int K)> weights =
            [(config.QkvRows, config.Hidden), (config.Hidden, config.AttentionWidth), (config.Hidden, config.Ffn)];
        if (withGateUp)
            weights.Add((2 * config.Ffn, config.Hidden));
        return
            from type in types
            from m in tokenCounts
            from w in weights
            let point = new Point { { "m", m }, { "n", w.N }, { "k", w.K }, { "layout", "nt" } }
            select new Case(point, type, new(CachePolicy.ColdRotate, Regime.Burst, LaunchMode.Single));
    }
}
