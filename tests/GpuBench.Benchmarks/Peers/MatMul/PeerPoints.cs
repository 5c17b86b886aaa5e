using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Models;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>Which products are compared on which kind of device.</summary>
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
            .. Squares([256, 512, 1024, 2048, 4096, 8192], [.. GpuTypes, Tf32]),
            .. Linear([1, 8, 64, 512, 2048], [.. GpuTypes, Int8], withGateUp: true),
        ],
    };

    private static NumericTriple Tf32 => new(DType.Tf32, DType.Fp32, DType.Fp32);

    private static NumericTriple Int8 => new(DType.Int8, DType.Int32, DType.Int32);

    private static NumericTriple[] GpuTypes => [Fp32, NumericTriple.SummedInFp32(DType.Fp16), NumericTriple.SummedInFp32(DType.Bf16)];

    private static IEnumerable<Case> Squares(int[] orders, NumericTriple[] types) =>
        from type in types
        from order in orders
        select new Case(new Point { { "m", order }, { "n", order }, { "k", order } }, type, new(CachePolicy.Warm, Regime.Burst, LaunchMode.Single));

    /// <summary>Weights lie as (N,K), and come from memory, as they do between the layers of a model.</summary>
    /// <param name="withGateUp">The largest matrix too: half a GB in fp32.</param>
    private static IEnumerable<Case> Linear(int[] tokenCounts, NumericTriple[] types, bool withGateUp)
    {
        var config = LlamaConfig.Find("llama3-8b");
        List<(int N, int K)> weights = [(config.QkvRows, config.Hidden), (config.Hidden, config.AttentionWidth), (config.Hidden, config.Ffn)];
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
