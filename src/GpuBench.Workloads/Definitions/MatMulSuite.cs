using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Workloads.Definitions;

/// <summary>The shapes and types of matrix multiplies that a suite measures.</summary>
internal static class MatMulSuite
{
    public static IEnumerable<Case> Cases(Suite suite, DeviceClass deviceClass) =>
        Squares(Sizes(suite, deviceClass), CommonConditions.SuiteTypes, CommonConditions.Warm)
            .Concat(Published(suite, deviceClass));

    /// <summary>As <see cref="MatMulDefinition.ScriptCases"/>.</summary>
    public static IEnumerable<Case> ScriptCases(Suite suite, DeviceClass deviceClass) => Squares(
        ScriptSizes(suite, deviceClass),
        deviceClass == DeviceClass.Accelerator ? CommonConditions.FloatTypes.Values : CommonConditions.SuiteTypes,
        CommonConditions.Script);

    /// <summary>As <see cref="MatMulDefinition.Tf32Cases"/>.</summary>
    public static IEnumerable<Case> Tf32Cases(Suite suite, DeviceClass deviceClass) => deviceClass == DeviceClass.Accelerator
        ? Squares(Sizes(suite, deviceClass), [CommonConditions.FloatTypes["tf32"]], CommonConditions.Warm)
        : [];

    private static IEnumerable<Case> Squares(IReadOnlyList<int> sizes, IEnumerable<NumericTriple> types, Conditions conditions) =>
        from size in sizes
        from dtype in types
        select Product(dtype, size, size, size) with { Conditions = conditions };

    private static Case Product(NumericTriple dtype, int m, int n, int k) =>
        new(new Point { { "m", m }, { "n", n }, { "k", k } }, dtype, CommonConditions.Warm);

    /// <summary>None on ILGPU's CPU accelerator: no library is called there.</summary>
    private static IReadOnlyList<int> ScriptSizes(Suite suite, DeviceClass deviceClass) => (suite, deviceClass) switch
    {
        (_, DeviceClass.ManagedCpu) => [],
        (Suite.Ci, _) => [64],
        (Suite.Quick, DeviceClass.HostCpu) => [1024],
        (Suite.Quick, _) => [4096, 8192],
        _ => [1024, 2048, 4096, 8192, 10240],
    };

    private static IReadOnlyList<int> Sizes(Suite suite, DeviceClass deviceClass) => (suite, deviceClass) switch
    {
        (Suite.Ci, _) => [64],
        (Suite.Quick, DeviceClass.ManagedCpu) => [128],
        (Suite.Quick, DeviceClass.HostCpu) => [512, 1024],
        (Suite.Quick, _) => [4096, 8192],
        (Suite.Lab, DeviceClass.ManagedCpu) => [128, 256],
        (Suite.Lab, DeviceClass.HostCpu) => [512, 1024, 2048, 4096, 8192, 10240],
        (Suite.Lab, _) => [1024, 2048, 4096, 8192, 10240],
        (_, DeviceClass.ManagedCpu) => [64, 128, 256, 512],
        (_, DeviceClass.HostCpu) => [256, 512, 1000, 1024, 2048, 4096, 8192, 10240],
        _ => [256, 512, 1000, 1024, 2048, 4096, 8192, 10240, 16384],
    };

    /// <summary>
    /// The other products with published figures: of layers of models, in 8-bit types, and of vendors' examples. B is (n,k) in layers, and
    /// in fp8 because cuBLASLt requires it.
    /// </summary>
    private static IEnumerable<Case> Published(Suite suite, DeviceClass deviceClass) => (suite, deviceClass) switch
    {
        (Suite.Lab, DeviceClass.Accelerator) =>
        [
            .. Layer(Bf16, n: 2112, k: 7168, 1, 64, 256, 1024, 4096, 8192),
            .. Layer(Fp16, n: 2112, k: 7168, 1, 64, 256, 1024, 4096, 8192),
            .. Layer(Fp8, n: 24576, k: 7168, 4096),
            .. ScaledLayer(n: 24576, k: 7168, 64, 4096),
            .. ScaledLayer(n: 7168, k: 16384, 64, 4096),
            .. ScaledLayer(n: 32768, k: 512, 64, 4096),
            .. Fp8Squares(1024, 2048, 4096, 8192, 16384),
            .. Layer(Fp8, n: 12288, k: 12288, 6144),
            .. Examples(),
            .. Int8Layers(),
        ],
        (Suite.Full, DeviceClass.Accelerator) =>
        [
            .. Layer(Bf16, n: 2112, k: 7168, 1, 64, 256, 1024, 4096, 8192),
            .. Layer(Fp16, n: 2112, k: 7168, 1, 64, 256, 1024, 4096, 8192),
            .. Layer(Fp8, n: 24576, k: 7168, 16, 64, 1024, 4096, 8192),
            .. Layer(Fp8, n: 7168, k: 16384, 16, 64, 1024, 4096, 8192),
            .. Layer(Fp8, n: 32768, k: 512, 64, 4096, 8192),
            .. Layer(Fp8, n: 18432, k: 7168, 128, 1024),
            .. Layer(Fp8, n: 7168, k: 18432, 64, 128),
            .. Layer(Fp8, n: 4096, k: 7168, 2048),
            .. Layer(Fp8, n: 9216, k: 14336, 1024),
            .. ScaledLayer(n: 24576, k: 7168, 16, 64, 1024, 4096, 8192),
            .. ScaledLayer(n: 7168, k: 16384, 16, 64, 1024, 4096, 8192),
            .. ScaledLayer(n: 32768, k: 512, 64, 4096, 8192),
            .. Fp8Squares(1024, 2048, 4096, 8192, 16384),
            .. Layer(Fp8, n: 12288, k: 12288, 6144),
            .. Examples(),
            .. Int8Layers(),
            .. ModelLayers(),
        ],
        _ => [],
    };

    private static NumericTriple Fp16 => CommonConditions.FloatTypes["fp16"];

    private static NumericTriple Bf16 => CommonConditions.FloatTypes["bf16"];

    private static NumericTriple Fp8 => MatMulDefinition.Instance.DTypes["fp8-e4m3"];

    private static NumericTriple Int8 => MatMulDefinition.Instance.DTypes["int8"];

    /// <summary>Products by which vendors and libraries show their kernels.</summary>
    private static IEnumerable<Case> Examples() =>
    [
        .. Layer(Fp16, n: 8192, k: 8192, 1, 2, 4),
        Product(Fp16, 6144, 6144, 6144),
        Product(Fp16, 2048, 4096, 4000),
        Product(Fp16, 4096, 4096, 8000),
        Product(Fp16, 4096, 4096, 40000),
    ];

    /// <summary>The four products of a layer of Llama-2-7B for few tokens, and a square.</summary>
    private static IEnumerable<Case> Int8Layers() =>
    [
        .. Layer(Int8, n: 12288, k: 4096, 1, 16, 32, 64),
        .. Layer(Int8, n: 22016, k: 4096, 1, 16, 32),
        .. Layer(Int8, n: 4096, k: 4096, 1, 16, 32, 64),
        .. Layer(Int8, n: 4096, k: 11008, 1, 16, 32),
        Product(Int8, 8192, 8192, 8192),
    ];

    private static IEnumerable<Case> Fp8Squares(params int[] sizes) => sizes.SelectMany(size => Layer(Fp8, size, size, size));

    /// <summary>
    /// The products of a layer of Llama-3-8B and Qwen3-8B: queries, keys and values; output; both halves of the feed-forward input (twice
    /// 14336 and twice 12288 columns); its output.
    /// </summary>
    private static IEnumerable<Case> ModelLayers() =>
        from layer in new (int N, int K)[] { (6144, 4096), (4096, 4096), (28672, 4096), (4096, 14336), (24576, 4096), (4096, 12288) }
        from product in Layer(Bf16, layer.N, layer.K, 1, 64, 4096)
        select product;

    /// <summary>Products of layers of DeepSeek-V3, in fp8 with scales per block.</summary>
    private static IEnumerable<Case> ScaledLayer(int n, int k, params int[] tokens) =>
        from m in tokens
        let point = new Point { { "m", m }, { "n", n }, { "k", k }, { "layout", "nt" }, { "scaling", MatMulShape.Block128 } }
        select new Case(point, Fp8, CommonConditions.Warm);

    private static IEnumerable<Case> Layer(NumericTriple dtype, int n, int k, params int[] tokens) =>
        from m in tokens
        select new Case(new Point { { "m", m }, { "n", n }, { "k", k }, { "layout", "nt" } }, dtype, CommonConditions.Warm);
}
