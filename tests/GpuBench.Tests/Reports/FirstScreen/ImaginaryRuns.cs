using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Normalising;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Tests.Reports.FirstScreen;

/// <summary>
/// Results of imaginary devices. The kernel of a row is the label of its class and type, and <c>KernelReason</c> of the row that its line
/// must show is <see cref="Shown"/>.
/// </summary>
internal static class ImaginaryRuns
{
    public const string Shown = "shown";

    public static readonly ResultNormalizer Normalizer = Against("h100", "h20", "910b");

    private static readonly LlamaConfig Model = LlamaConfig.Find("110m");

    public static IReadOnlyDictionary<string, ResultDocument> All { get; } = new Dictionary<string, ResultDocument>
    {
        ["h20"] = Run(Rows.Cuda("NVIDIA H20"), new(
            [(DType.Tf32, 70e12), (DType.Fp16, 139e12), (DType.Bf16, 140e12), (DType.Fp8E4M3, 280e12), (DType.Int8, 270e12)],
            [(DType.Fp64, 0.9e12), (DType.Fp32, 38e12), (DType.Fp16, 39e12), (DType.Int32, 19e12)], 3.5e12, 110e12)),
        ["a800"] = Run(Rows.Cuda("NVIDIA A800-SXM4-80GB"), new(
            [(DType.Tf32, 125e12), (DType.Fp16, 260e12), (DType.Bf16, 255e12), (DType.Int8, 480e12)],
            [(DType.Fp64, 9.1e12), (DType.Fp32, 18.9e12), (DType.Fp16, 37e12)], 1.75e12, 190e12)),
        ["v100"] = Run(Rows.Cuda("Tesla V100-SXM2-32GB"), new(
            [(DType.Fp16, 95e12)],
            [(DType.Fp64, 7.1e12), (DType.Fp32, 14.2e12), (DType.Fp16, 28e12)], 0.83e12, 55e12)),
        ["910b2"] = Run(Rows.Cuda("Ascend 910B2", "ascend-910b-b2") with { Backend = Backend.OpenCl, Id = "opencl:0" }, new(
            [(DType.Fp16, 300e12), (DType.Bf16, 295e12), (DType.Int8, 550e12)],
            [(DType.Fp32, 10e12)], 1.3e12, 200e12)),
        ["one-row"] = Document(Rows.MatMul(8192, Rows.Bf16, 148e12, Rows.Cuda("NVIDIA H20")) with
        {
            Kernel = "matrix bf16",
            KernelReason = Shown,
        }),
    };

    public static ResultNormalizer Against(params string[] names) => new(
        GpuBench.Publications.Normalising.Normalizer.Shipped,
        [.. names.Select(GpuBench.Publications.Normalising.Normalizer.Shipped.Names.Resolve)]);

    /// <summary>The rows as a run of one day would save them, with their devices.</summary>
    public static ResultDocument Document(params ResultRow[] rows)
    {
        var document = Rows.Document(rows);
        return document with
        {
            Manifest = document.Manifest with
            {
                StartedAt = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
                Devices = [.. rows.DistinctBy(row => (row.Engine, row.Device)).Select(Opened)],
            },
        };
    }

    private static ResultDocument Run(RowDevice device, Rates rates) => Document(
    [
        .. rates.Matrix.SelectMany(matrix => Matrix(device, matrix.Type, matrix.Rate)),
        .. rates.Lanes.SelectMany(lanes => Lanes(device, lanes.Type, lanes.Rate)),
        .. Memory(device, rates.Bandwidth),
        .. Attention(device, rates.Attention, rates.Bandwidth),
        .. Models(device, rates),
    ]);

    /// <summary>A smaller shape and one that nobody published have higher values.</summary>
    private static IEnumerable<ResultRow> Matrix(RowDevice device, DType type, double rate)
    {
        var dtype = type switch
        {
            DType.Tf32 => new(DType.Tf32, DType.Fp32, DType.Fp32),
            DType.Int8 => new(DType.Int8, DType.Int32, DType.Int32),
            DType.Fp8E4M3 => new(DType.Fp8E4M3, DType.Fp32, DType.Bf16),
            _ => NumericTriple.SummedInFp32(type),
        };
        var label = $"matrix {type.Text()}";
        yield return Of(label, Rows.MatMul(4096, dtype, 1.02 * rate, device));
        yield return Of(label, Rows.MatMul(8192, dtype, 0.7 * rate, device, "ilgpu"));
        yield return Of(label, Rows.MatMul(8192, dtype, rate, device)) with { KernelReason = Shown };
        yield return Of(label, Rows.MatMul(8192, dtype, rate, device)) with { Launch = LaunchMode.Script };
        yield return Of(label, Rows.MatMul(9001, dtype, 1.01 * rate, device));
        yield return Without(Of(label, Rows.MatMul(10240, dtype, rate, device)), TrialStatus.Skipped, "no time was left");
        yield return Of(label, Rows.MatMul(10240, dtype, 1.03 * rate, device, "ilgpu")) with
        {
            Status = TrialStatus.Suspect,
            Reason = "its two clocks disagree",
        };
    }

    /// <summary>Of fp32, a product has a published shape. Of other types, only the arithmetic on registers was measured.</summary>
    private static IEnumerable<ResultRow> Lanes(RowDevice device, DType type, double rate)
    {
        var (dtype, label) = (NumericTriple.Uniform(type), $"lanes {type.Text()}");
        var point = new Point { { "items", 1 << 20 }, { "iterations", 512 } };
        var registers = Of(label, Rows.Of(PeakDefinition.Instance, point, dtype, rate, device, "ilgpu", HardwareUnit.Simt));
        if (type != DType.Fp32)
        {
            yield return registers with { KernelReason = Shown };
            yield break;
        }
        yield return registers;
        yield return Of(label, Rows.MatMul(8192, dtype, 0.8 * rate, device, "ilgpu", HardwareUnit.Simt));
        yield return Of(label, Rows.MatMul(8192, dtype, 0.95 * rate, device, unit: HardwareUnit.Simt)) with { KernelReason = Shown };
        // Sums in fp32: the lanes of fp16 did not do this.
        yield return Of("", Rows.MatMul(8192, Rows.Fp16, 0.9 * rate, device, "ilgpu", HardwareUnit.Simt));
    }

    private static IEnumerable<ResultRow> Memory(RowDevice device, double bandwidth)
    {
        yield return Stream("copy", 1 << 28, 0.97 * bandwidth, "ilgpu");
        yield return Stream("copy", 1 << 28, bandwidth, "torchsharp") with { KernelReason = Shown };
        yield return Stream("triad", 1 << 28, 0.98 * bandwidth, "ilgpu");
        yield return Stream("read", 1 << 26, 1.01 * bandwidth, "ilgpu");
        yield return Stream("copy", 1 << 20, 3 * bandwidth, "ilgpu") with { Cache = CachePolicy.Warm, Kernel = "" };
        yield return Without(Stream("dot", 1 << 28, bandwidth, "ilgpu"), TrialStatus.Failed, "wrong result");

        ResultRow Stream(string op, int n, double rate, string engine) => Of(
            "memory bandwidth",
            Rows.Of(
                StreamDefinition.Instance, new Point { { "op", op }, { "n", n } }, NumericTriple.Uniform(DType.Fp32), rate, device, engine,
                HardwareUnit.Copy)) with
        {
            Cache = CachePolicy.ColdRotate,
        };
    }

    private static IEnumerable<ResultRow> Attention(RowDevice device, double rate, double bandwidth)
    {
        var decoding = new AttentionShape(16, 32, 8, 1, 8192, 128, Causal: true).ToPoint();
        var perByte = AttentionDefinition.Instance.Count(decoding, Rows.Fp16).ArithmeticIntensity;
        yield return Row("attention prefill", Rows.Heads(4, 32, 4096, 128, "causal"), 0.9 * rate, "torchsharp");
        yield return Row("attention prefill", Rows.Heads(4, 32, 4096, 128, "full"), rate, "torchsharp") with { KernelReason = Shown };
        yield return Row("attention prefill", Rows.Heads(4, 32, 4096, 128, "causal"), 0.3 * rate, "ilgpu");
        yield return Row("attention prefill", Rows.Heads(1, 1, 8192, 128, "full"), 1.1 * rate, "torchsharp");
        yield return Row("attention decode", decoding.With("s", 4096), 0.9 * perByte * bandwidth, "torchsharp");
        yield return Row("attention decode", decoding, 0.8 * perByte * bandwidth, "torchsharp") with { KernelReason = Shown };
        yield return Row("attention decode", decoding, 0.5 * perByte * bandwidth, "ilgpu");

        ResultRow Row(string label, Point point, double value, string engine) =>
            Of(label, Rows.Of(AttentionDefinition.Instance, point, Rows.Fp16, value, device, engine, HardwareUnit.Tensor));
    }

    private static IEnumerable<ResultRow> Models(RowDevice device, Rates rates)
    {
        // Models have no fp16; a device without bf16 multiplies their fp32 on its lanes.
        var (dtype, unitRate) = rates.Matrix.FirstOrDefault(matrix => matrix.Type == DType.Bf16) is { Rate: > 0 } bf16
            ? (Rows.Bf16, bf16.Rate)
            : (NumericTriple.Uniform(DType.Fp32), rates.Lanes.First(lanes => lanes.Type == DType.Fp32).Rate);
        foreach (var (b, share) in ((int, double)[])[(1, 0.1), (16, 0.6)])
        {
            var prompt = new PrefillShape(Model, b, 512).ToPoint();
            var context = new DecodeShape(Model, b, 512, 128).ToPoint();
            yield return Row("model prefill", PrefillDefinition.Instance, prompt, work => share * unitRate / work.OperationCount, b > 1);
            yield return Row("model decode", DecodeDefinition.Instance, context, work => share * rates.Bandwidth / work.Bytes, b > 1);
            yield return Without(
                Row("model decode", DecodeDefinition.Instance, context, work => 1, false), TrialStatus.Failed, "out of memory");
        }

        ResultRow Row(string label, WorkloadDefinition definition, Point point, Func<WorkCount, double> passesPerSecond, bool isShown)
        {
            var work = definition.Count(point, dtype);
            var rate = passesPerSecond(work) * work.TokenCount;
            return Of(label, Rows.Of(definition, point, dtype, rate, device, "torchsharp", HardwareUnit.Mixed)) with
            {
                KernelReason = isShown ? Shown : null,
            };
        }
    }

    private static ResultRow Of(string label, ResultRow row) => row with { Kernel = label };

    private static ResultRow Without(ResultRow row, TrialStatus status, string reason) =>
        row with { Status = status, Reason = reason, Median = null, Unit = null, KernelReason = null };

    private static DeviceOpened Opened(ResultRow row) => new(
        new DeviceInfo
        {
            Engine = row.Engine,
            Backend = row.Device.Backend,
            Index = 0,
            Class = DeviceClass.Accelerator,
            Name = row.Device.Name,
            Vendor = "an imaginary vendor",
            MemoryBytes = 64L << 30,
            ComputeUnits = 100,
        },
        row.Engine, new("imaginary", 1e-9, 0));

    /// <summary>Highest values of a device.</summary>
    /// <param name="Matrix">FLOP/s of matrix units at 8192³, by type.</param>
    /// <param name="Lanes">FLOP/s of vector lanes on registers, by type.</param>
    /// <param name="Bandwidth">B/s.</param>
    /// <param name="Attention">FLOP/s without a mask.</param>
    private sealed record Rates(
        IReadOnlyList<(DType Type, double Rate)> Matrix, IReadOnlyList<(DType Type, double Rate)> Lanes, double Bandwidth,
        double Attention);
}
