using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Tests.Fakes;

/// <summary>Rows and documents as runs on imaginary devices would write them.</summary>
internal static class Rows
{
    public static readonly NumericTriple Bf16 = NumericTriple.SummedInFp32(DType.Bf16);
    public static readonly NumericTriple Fp16 = NumericTriple.SummedInFp32(DType.Fp16);

    public static RowDevice Cuda(string name, string variant = "unstated") =>
        new() { Backend = Backend.Cuda, Id = "cuda:0", Name = name, Variant = variant, Count = 1 };

    public static RowDevice PoclCpu { get; } =
        new() { Backend = Backend.OpenCl, Id = "opencl:0", Name = "pthread-an imaginary CPU", Variant = "unstated", Count = 1 };

    public static Point Square(int order) => new() { { "m", order }, { "n", order }, { "k", order } };

    public static Point Heads(int b, int h, int length, int d, string mask) =>
        new() { { "b", b }, { "h", h }, { "hkv", h }, { "t", length }, { "s", length }, { "d", d }, { "mask", mask } };

    /// <summary>Five rounds of samples that all give <paramref name="rate"/>.</summary>
    public static ResultRow Of(
        WorkloadDefinition workload, Point point, NumericTriple dtype, double rate, RowDevice device, string engine,
        HardwareUnit unit, params double[] slowdowns)
    {
        var work = workload.Count(point, dtype);
        var valueUnit = workload.ValueUnitOf(point, dtype);
        var seconds = (slowdowns.Length == 0 ? [1.0] : slowdowns).Select(slowdown => slowdown * work.Amount(valueUnit) / rate).ToArray();
        var rounds = Enumerable.Range(0, 5).Select(index => Plans.Round(index, seconds)).ToList();
        var statistics = RowStatistics.Of(rounds, work.Amount(valueUnit))!;
        return new()
        {
            Key = $"{engine}|{device.Id}|{workload.Name}|{point}|{dtype}|warm,burst,batch",
            Engine = engine,
            EngineVersion = "1.0",
            Device = device,
            Workload = workload.Name,
            Point = point,
            Kernel = "imaginary",
            KernelReason = null,
            DType = dtype,
            Sparsity = Sparsity.Dense,
            FlopConvention = workload.ConventionOf(point),
            Unit = unit,
            Limiter = Limiter.Compute,
            Cache = CachePolicy.Warm,
            Regime = Regime.Burst,
            Launch = LaunchMode.Batch,
            Status = TrialStatus.Ok,
            Reason = null,
            Metric = workload.MetricOf(point, dtype),
            ValueUnit = valueUnit,
            Work = work,
            Median = statistics.Median,
            Low = statistics.Interval.Low,
            High = statistics.Interval.High,
            PredictLow = statistics.Prediction?.Low,
            PredictHigh = statistics.Prediction?.High,
            CiLevel = RowStatistics.Level,
            Noise = statistics.Noise,
            Stopped = "rounds",
            Timer = "imaginary",
            SetCount = 1,
            Rounds = rounds,
        };
    }

    public static ResultRow MatMul(
        int order, NumericTriple dtype, double rate, RowDevice device, string engine = "torchsharp",
        HardwareUnit unit = HardwareUnit.Tensor) =>
        Of(MatMulDefinition.Instance, Square(order), dtype, rate, device, engine, unit);

    public static ResultDocument Document(params ResultRow[] rows) =>
        Plans.Document(1e-3) with { SchemaVersion = SchemaVersions.Results, Rows = rows };
}
