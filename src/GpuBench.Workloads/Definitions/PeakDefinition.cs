using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Data;

namespace GpuBench.Workloads.Definitions;

/// <summary>Multiply-adds on registers only: 2 operations each. The measured compute roof of the vector lanes, by type.</summary>
public sealed class PeakDefinition : WorkloadDefinition
{
    /// <summary>
    /// Multiply-adds of one iteration of a work item: independent chains, enough to fill the pipelines. Kernels are written
    /// for exactly this number.
    /// </summary>
    public const int MultiplyAddsPerIteration = 128;

    /// <summary>Kernels count to prove that they did the work, and fp16 counts exactly only up to 2048.</summary>
    private const int MaxFp16Iterations = 100;

    public static PeakDefinition Instance { get; } = new();

    public override string Name => "peak";

    public override string Description =>
        "Arithmetic peak of the vector lanes, on registers only. "
        + "Every work item runs chains of multiply-adds; each multiply-add counts as two operations. "
        + "The kernel uses neither memory nor matrix units, so the rate does not predict that of matrix products.";

    public override IReadOnlyList<Axis> Axes { get; } =
    [
        Axis.OfNumbers("items", "work items", minimum: 1, maximum: 1 << 26),
        Axis.OfNumbers("iterations", "iterations of a work item", minimum: 1, maximum: 1 << 24),
    ];

    public override Case Example => new(
        new Point { { "items", 1 << 20 }, { "iterations", 512 } }, DTypes["fp32"], CommonConditions.Warm);

    public override IReadOnlyDictionary<string, NumericTriple> DTypes { get; } = new Dictionary<string, NumericTriple>()
    {
        ["fp32"] = NumericTriple.Uniform(DType.Fp32),
        ["fp64"] = NumericTriple.Uniform(DType.Fp64),
        ["fp16"] = NumericTriple.Uniform(DType.Fp16),
        ["int32"] = NumericTriple.Uniform(DType.Int32),
    };

    public override Limiter? KnownLimiter => Limiter.Compute;

    public override Roof? Measures => Roof.VectorCompute;

    public override ValueUnit ValueUnitOf(Point point, NumericTriple? dtype) =>
        dtype is { Input: var type } && ElementTypes.Of(type).IsInteger ? ValueUnit.OperationsPerSecond : ValueUnit.FlopPerSecond;

    public override WorkCount Count(Point point, NumericTriple? dtype) => new(
        2.0 * MultiplyAddsPerIteration * point["items"].Number * point["iterations"].Number,
        BytesRead: 0, BytesWritten: 4.0 * point["items"].Number);

    public override double BytesPerSet(Point point, NumericTriple? dtype) => 8.0 * point["items"].Number;

    public override HostWork HostWorkOf(Point point, NumericTriple? dtype) => new(0, point["items"].Number, 0, 4.0 * point["items"].Number);

    public override IReadOnlyList<Case> Cases(Suite suite, DeviceInfo device)
    {
        var (items, iterations) = Work(suite, device);
        return
        [
            .. from dtype in DTypes.Values
            let exact = dtype.Input == DType.Fp16 ? Math.Min(iterations, MaxFp16Iterations) : iterations
            select new Case(new Point { { "items", items }, { "iterations", exact } }, dtype, CommonConditions.Warm),
        ];
    }

    /// <summary>Enough resident work items to hide every latency, and some milliseconds of work.</summary>
    private static (int Items, int Iterations) Work(Suite suite, DeviceInfo device) => (suite, device.Class) switch
    {
        (Suite.Ci, _) => (1024, 16),
        (_, DeviceClass.ManagedCpu) => (64, 512),
        (_, DeviceClass.HostCpu) => ((device.ComputeUnits ?? 1) * 4096, 128),
        _ => ((device.ComputeUnits ?? 1) * 8192, 512),
    };
}
