using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Tests.Publications;

/// <summary>
/// Runs that have rows of every workload, type and condition, for an imaginary device of a real product. All rates are possible on the
/// slowest of the products, so that no row is suspect.
/// </summary>
internal static class ImaginaryRuns
{
    /// <remarks>The drivers of the last two do not report a cache. The data state that of the 910B2.</remarks>
    public static IReadOnlyList<(string File, string Name, string Variant, long? CacheBytes)> Products { get; } =
    [
        ("h20.json", "NVIDIA H20", "h20-96gb-hbm3", 62_914_560),
        ("a800.json", "NVIDIA A800-SXM4-80GB", "a800-sxm4-80gb", 41_943_040),
        ("v100.json", "Tesla V100-SXM2-16GB", "v100-sxm2-16gb", null),
        ("910b2.json", "Ascend 910B2", "ascend-910b-b2", null),
    ];

    private const string Sdpa = "scaled_dot_product_attention";
    private static readonly NumericTriple Fp32 = NumericTriple.Uniform(DType.Fp32);
    private static readonly NumericTriple Tf32 = new(DType.Tf32, DType.Fp32, DType.Fp32);
    private static readonly NumericTriple Int8 = new(DType.Int8, DType.Int32, DType.Int32);
    private static readonly NumericTriple Fp8 = new(DType.Fp8E4M3, DType.Fp32, DType.Bf16);

    public static ResultDocument Document(string name, string variant, long? cacheBytes)
    {
        var cards = new[] { "ilgpu", "torchsharp" }.Select(engine =>
            Runs.Card(name, engine: engine) with { Variant = variant, LastLevelCacheBytes = cacheBytes, ClockHertz = null }).ToList();
        var device = Rows.Cuda(name, variant);
        var rows = Arithmetic().Concat(Attention()).Concat(Memory()).Concat(Models()).Concat(Alone())
            .Select((row, index) => Measured(row, index, device)).DistinctBy(row => row.Key).ToList();
        var pair = device with { Id = "cuda:1", Count = 2 };
        var ofTwo = rows.Where((_, index) => index % 20 == 0)
            .Select(row => row with { Device = pair, Key = row.Key.Replace(device.Id, pair.Id, StringComparison.Ordinal) });
        return Runs.Document(cards, [.. rows, .. ofTwo]);
    }

    /// <summary>Matrix products below and above the size at which launches limit them, and registers alone.</summary>
    private static IEnumerable<ResultRow> Arithmetic()
    {
        foreach (var order in new[] { 500, 1024, 2048, 4096, 8192, 10240, 16384 })
        {
            foreach (var dtype in new[] { Rows.Fp16, Rows.Bf16 })
            {
                yield return MatMul(order, dtype, 60e12, "torchsharp", HardwareUnit.Tensor);
                yield return Script(MatMul(order, dtype, 55e12, "torchsharp", HardwareUnit.Tensor));
                yield return MatMul(order, dtype, 50e12, "ilgpu", HardwareUnit.Tensor);
                yield return MatMul(order, dtype, 9e12, "torchsharp", HardwareUnit.Simt);
                yield return MatMul(order, dtype, 8e12, "ilgpu", HardwareUnit.Simt) with { Cache = CachePolicy.ColdRotate, SetCount = 3 };
            }
            yield return MatMul(order, Rows.Bf16, 48e12, "torchsharp", HardwareUnit.Tensor) with { Regime = Regime.Sustained };
            yield return MatMul(order, Fp32, 9e12, "torchsharp", HardwareUnit.Simt);
            yield return Script(MatMul(order, Fp32, 8e12, "torchsharp", HardwareUnit.Simt));
            yield return MatMul(order, Tf32, 30e12, "torchsharp", HardwareUnit.Tensor);
            yield return Script(MatMul(order, Tf32, 28e12, "torchsharp", HardwareUnit.Tensor));
            yield return MatMul(order, Int8, 100e12, "ilgpu", HardwareUnit.Tensor);
            yield return MatMul(order, Fp8, 90e12, "ilgpu", HardwareUnit.Tensor);
            yield return MatMul(order, Fp8, 40e12, "ilgpu", HardwareUnit.Emulated);
            yield return MatMul(order, Fp8, 70e12, "ilgpu", HardwareUnit.Tensor) with { Cache = CachePolicy.ColdRotate, SetCount = 2 };
        }
        foreach (var point in Shapes)
        {
            foreach (var dtype in new[] { Rows.Fp16, Rows.Bf16, Fp8 })
            {
                var row = Of(MatMulDefinition.Instance, point, dtype, 45e12, "torchsharp", HardwareUnit.Tensor);
                yield return row;
                yield return row with { Regime = Regime.Sustained };
                yield return row with { Cache = CachePolicy.ColdRotate, SetCount = 2 };
            }
            yield return Of(MatMulDefinition.Instance, point, Rows.Fp16, 9e12, "torchsharp", HardwareUnit.Simt);
        }
        foreach (var point in ScaledShapes)
        {
            yield return Of(MatMulDefinition.Instance, point, Fp8, 45e12, "torchsharp", HardwareUnit.Tensor);
            yield return Of(MatMulDefinition.Instance, point, Fp8, 40e12, "ilgpu", HardwareUnit.Emulated);
        }
        foreach (var (type, rate) in new[] { (DType.Fp32, 10e12), (DType.Fp64, 0.6e12), (DType.Fp16, 9e12), (DType.Int32, 6e12) })
        {
            var point = new Point { { "items", 1 << 20 }, { "iterations", 100 } };
            yield return Of(PeakDefinition.Instance, point, NumericTriple.Uniform(type), rate, "ilgpu", HardwareUnit.Simt);
        }
    }

    /// <summary>Published shapes with and without a layout, and shapes that nobody published.</summary>
    private static IReadOnlyList<Point> Shapes { get; } =
    [
        new() { { "m", 4096 }, { "n", 4096 }, { "k", 8000 } },
        new() { { "m", 32768 }, { "n", 1024 }, { "k", 7168 } },
        new() { { "m", 64 }, { "n", 24576 }, { "k", 7168 }, { "layout", "nt" } },
        new() { { "m", 4096 }, { "n", 24576 }, { "k", 7168 }, { "layout", "nt" } },
        new() { { "m", 8192 }, { "n", 8192 }, { "k", 8192 }, { "layout", "nt" } },
        new() { { "m", 1024 }, { "n", 1024 }, { "k", 1024 }, { "batch", 8 } },
    ];

    /// <summary>Published shapes with scales per block, and one that has figures only without them.</summary>
    private static IReadOnlyList<Point> ScaledShapes { get; } =
    [
        new() { { "m", 64 }, { "n", 24576 }, { "k", 7168 }, { "layout", "nt" }, { "scaling", "block-128" } },
        new() { { "m", 4096 }, { "n", 7168 }, { "k", 16384 }, { "layout", "nt" }, { "scaling", "block-128" } },
        new() { { "m", 8192 }, { "n", 8192 }, { "k", 8192 }, { "layout", "nt" }, { "scaling", "block-128" } },
    ];

    /// <summary>Kernels of several families, shapes that are published and that are not, and fewer heads than published.</summary>
    private static IEnumerable<ResultRow> Attention()
    {
        foreach (var (b, h, length, d) in new[]
        {
            (16, 16, 1024, 128), (1, 16, 16384, 128), (1, 8, 16384, 128), (4, 32, 4096, 64), (4, 32, 8192, 128), (2, 32, 4096, 128),
            (1, 1, 8192, 128), (3, 5, 1000, 64),
        })
        {
            foreach (var mask in new[] { "causal", "full" })
            {
                var point = Rows.Heads(b, h, length, d, mask);
                foreach (var dtype in new[] { Rows.Fp16, Rows.Bf16 })
                {
                    foreach (var kernel in new[] { "flash", "cudnn", "memoryefficient", "math" })
                    {
                        var settings = $"{Sdpa}, {kernel} kernel, TF32 off, fp16 sums off";
                        yield return WithKernel(settings, Of(
                            AttentionDefinition.Instance, point, dtype, 40e12, "torchsharp", HardwareUnit.Tensor));
                    }
                    yield return WithKernel("fused", Of(AttentionDefinition.Instance, point, dtype, 30e12, "ilgpu", HardwareUnit.Tensor));
                    yield return WithKernel("tiled", Of(AttentionDefinition.Instance, point, dtype, 7e12, "ilgpu", HardwareUnit.Simt));
                }
            }
        }
    }

    /// <summary>Streams and transposes that a cache holds, in part or not at all, and links of both kinds of host memory.</summary>
    private static IEnumerable<ResultRow> Memory()
    {
        foreach (var operation in new[] { "copy", "mul", "add", "triad", "dot", "read" })
        {
            foreach (var n in new[] { 1L << 20, 1L << 24, 1L << 25, 1L << 28 })
            {
                var point = new Point { { "op", operation }, { "n", n } };
                foreach (var engine in new[] { "ilgpu", "torchsharp" })
                {
                    var row = Of(StreamDefinition.Instance, point, Fp32, 600e9, engine, HardwareUnit.Copy);
                    yield return row;
                    yield return row with { Cache = CachePolicy.ColdRotate, SetCount = 4 };
                }
            }
        }
        foreach (var dtype in new[] { Fp32, NumericTriple.Uniform(DType.Fp16) })
        {
            var point = new Point { { "m", 8000 }, { "n", 11200 } };
            var row = Of(TransposeDefinition.Instance, point, dtype, 500e9, "ilgpu", HardwareUnit.Copy);
            yield return row;
            yield return row with { Cache = CachePolicy.ColdRotate, SetCount = 2 };
        }
        foreach (var (direction, memory) in new[] { ("h2d", "pinned"), ("d2h", "pinned"), ("h2d", "pageable"), ("d2d", "device") })
        {
            foreach (var bytes in new[] { 1L << 20, 1L << 28 })
            {
                var point = new Point { { "direction", direction }, { "memory", memory }, { "bytes", bytes } };
                yield return Of(LinkDefinition.Instance, point, null, 11e9, "ilgpu", HardwareUnit.Link);
            }
        }
    }

    private static IEnumerable<ResultRow> Models()
    {
        foreach (var dtype in new[] { Fp32, Rows.Bf16 })
        {
            var prompt = new Point { { "model", "110m" }, { "b", 4 }, { "prompt", 512 } };
            yield return Of(PrefillDefinition.Instance, prompt, dtype, 20_000, "torchsharp", HardwareUnit.Mixed);
            var steps = new Point { { "model", "110m" }, { "b", 4 }, { "context", 128 }, { "steps", 128 } };
            yield return Of(DecodeDefinition.Instance, steps, dtype, 2_000, "torchsharp", HardwareUnit.Mixed);
        }
        foreach (var model in new[] { "qwen3-1.7b", "llama3-8b" })
        {
            var shape = new DecodeShape(LlamaConfig.Find(model), 1, ContextLength: 64, StepCount: 64, LayerStorage.Int8);
            yield return Of(DecodeDefinition.Instance, shape.ToPoint(), Rows.Bf16, 60, "torchsharp", HardwareUnit.Mixed);
        }
        var launch = new Point { { "span", "round-trip" } };
        yield return Of(LaunchLatencyDefinition.Instance, launch, null, 100_000, "ilgpu", HardwareUnit.Simt);
    }

    /// <summary>Work that is short beside a launch, and long, with a wait after each launch.</summary>
    private static IEnumerable<ResultRow> Alone()
    {
        var rows = new[] { 1024, 2048, 8192 }.Select(order => MatMul(order, Rows.Bf16, 40e12, "torchsharp", HardwareUnit.Tensor))
            .Concat(Shapes.Select(point => Of(MatMulDefinition.Instance, point, Fp8, 45e12, "ilgpu", HardwareUnit.Tensor)))
            .Append(Of(
                AttentionDefinition.Instance, Rows.Heads(16, 16, 1024, 128, "causal"), Rows.Fp16, 30e12, "torchsharp", HardwareUnit.Tensor))
            .Append(Of(
                StreamDefinition.Instance, new() { { "op", "triad" }, { "n", 1L << 28 } }, Fp32, 500e9, "ilgpu", HardwareUnit.Copy));
        return rows.Select(row => row with { Launch = LaunchMode.Single });
    }

    private static ResultRow MatMul(int order, NumericTriple dtype, double rate, string engine, HardwareUnit unit) =>
        Of(MatMulDefinition.Instance, Rows.Square(order), dtype, rate, engine, unit);

    private static ResultRow Script(ResultRow row) => row with { Launch = LaunchMode.Script };

    private static ResultRow WithKernel(string kernel, ResultRow row) => row with { Kernel = kernel };

    private static ResultRow Of(
        WorkloadDefinition workload, Point point, NumericTriple? dtype, double rate, string engine, HardwareUnit unit) =>
        Rows.Of(workload, point, dtype ?? default, rate, Rows.Cuda("set later"), engine, unit) with { DType = dtype };

    /// <summary>The row with a key of its own, on the device, with rounds and samples that scatter.</summary>
    private static ResultRow Measured(ResultRow row, int index, RowDevice device)
    {
        var amount = row.Work.Amount(row.ValueUnit);
        var seconds = amount / (row.Median!.Value * (1 + (index * 0.001)));
        var scatter = index % 5 == 0 ? Runs.Noisy : Runs.Quiet;
        var rounds = scatter.Select((factor, round) => Round(round, seconds / factor, row.Launch)).ToList();
        var statistics = RowStatistics.Of(rounds, amount)!;
        return row with
        {
            Key = $"{row.Engine}|{device.Id}|{row.Workload}|{row.Point}|{row.DType}|{row.Kernel}|{row.Unit}|"
                + $"{row.Cache.Text()},{row.Regime.Text()},{row.Launch.Text()}",
            Device = device,
            Rounds = rounds,
            Median = statistics.Median,
            Low = statistics.Interval.Low,
            High = statistics.Interval.High,
            PredictLow = statistics.Prediction?.Low,
            PredictHigh = statistics.Prediction?.High,
            Noise = statistics.Noise,
        };
    }

    private static Round Round(int index, double seconds, LaunchMode launch) => launch == LaunchMode.Script
        ? Plans.Round(index, seconds)
        : Plans.Round(index, 0.96 * seconds, seconds, 1.01 * seconds, 1.12 * seconds);
}
