using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Reports.Results.FirstScreen;

/// <summary>Rows that answer one question about a device. results/METHOD.md, section "The first screen", describes the classes.</summary>
/// <param name="Name">In sentences.</param>
/// <param name="Label">In the table. The operands' type follows if <paramref name="IsByType"/>.</param>
/// <param name="Workloads">Names of its workloads. The first is the one to measure if the class has no row.</param>
/// <param name="IsByType">Whether each type of operands has a line.</param>
public sealed record ResultClass(string Name, string Label, IReadOnlyList<string> Workloads, bool IsByType = false)
{
    /// <summary>Whether a point of its workloads belongs to the class. Points that the workload refuses are not asked.</summary>
    public Func<Point, bool> HasPoint { get; init; } = _ => true;

    /// <summary>Whether a row with a value belongs to the class, apart from its workload and its point.</summary>
    public Func<ResultRow, bool> HasRow { get; init; } = _ => true;

    /// <summary>What is said of rows that are measured and do not belong to the class, in one word or two; null if nothing is.</summary>
    public string? Otherwise { get; init; }

    /// <summary>The size of a row's shape. Rows are chosen at the largest one.</summary>
    public Func<ResultRow, double> SizeOf { get; init; } = row => row.Work.OperationCount;

    /// <summary>Whether memory limits it more often than arithmetic, so that its share may be one of the bandwidth.</summary>
    public bool MayBeLimitedByMemory { get; init; }

    /// <summary>Whether a device may lack the hardware, so that a row of the workload without it is no reason to measure again.</summary>
    public bool MayLackHardware { get; init; }

    /// <summary>Whether only libtorch measures it, which has no OpenCL back end.</summary>
    public bool NeedsLibTorch { get; init; }

    /// <summary>Axes to ask for if no suite has a point of the class; empty if every suite for accelerators has one.</summary>
    public IReadOnlyList<string> Axes { get; init; } = [];

    /// <returns>Whether the row is of a workload and a point of the class. Its status and unit do not matter.</returns>
    public bool Asks(ResultRow row) =>
        Workloads.Contains(row.Workload)
        && WorkloadDefinitions.Find(row.Workload) is { } workload && workload.FaultOf(row.Point) is null && HasPoint(row.Point);

    /// <returns>Whether the row belongs to the class: measured without an error, and above suspicion.</returns>
    public bool Contains(ResultRow row) => IsMeasured(row) && HasRow(row);

    /// <returns>Whether the row is measured and does not belong to the class, which <see cref="Otherwise"/> says.</returns>
    public bool Excludes(ResultRow row) => Otherwise is not null && IsMeasured(row) && !HasRow(row);

    private bool IsMeasured(ResultRow row) => row is { Status: TrialStatus.Ok, Median: not null } && Asks(row);
}

/// <summary>The classes of the first screen, in its order.</summary>
public static class ResultClasses
{
    public static ResultClass MatrixUnits { get; } = new("matrix units", "matrix", ["matmul"], IsByType: true)
    {
        HasRow = row => row is { Unit: HardwareUnit.Tensor or HardwareUnit.Emulated, Sparsity: Sparsity.Dense },
        MayLackHardware = true,
    };

    /// <summary>Sums in a wider type are limited by the lanes of that type. So only rows of one type state what its lanes do.</summary>
    public static ResultClass VectorLanes { get; } = new("vector lanes", "lanes", ["peak", "matmul"], IsByType: true)
    {
        HasRow = row => row is { Unit: HardwareUnit.Simt, DType: { } type } && type == NumericTriple.Uniform(type.Input),
    };

    /// <summary>A cache may serve warm streams. The size is that of an array, so that no operation is larger than another.</summary>
    public static ResultClass Memory { get; } = new("memory bandwidth", "memory bandwidth", ["stream"])
    {
        HasRow = row => row.Cache == CachePolicy.ColdRotate,
        Otherwise = "in cache",
        SizeOf = row => row.Point["n"].Number,
    };

    public static ResultClass AttentionPrefill { get; } = new("attention prefill", "attention prefill", ["attention"])
    {
        HasPoint = point => !IsDecoding(point),
        SizeOf = SizeOfAttention,
    };

    public static ResultClass AttentionDecode { get; } = new("attention decode", "attention decode", ["attention"])
    {
        HasPoint = IsDecoding,
        SizeOf = SizeOfAttention,
        MayBeLimitedByMemory = true,
        Axes = ["t=1", "s=8192"],
    };

    public static ResultClass ModelPrefill { get; } = new("model prefill", "model prefill", ["prefill"]) { NeedsLibTorch = true };

    public static ResultClass ModelDecode { get; } = new("model decode", "model decode", ["decode"]) { NeedsLibTorch = true };

    public static IReadOnlyList<ResultClass> All { get; } =
        [MatrixUnits, VectorLanes, Memory, AttentionPrefill, AttentionDecode, ModelPrefill, ModelDecode];

    private static bool IsDecoding(Point point) => AttentionShape.From(point).IsDecoding;

    /// <summary>Query-key pairs times the head dimension, without the mask: masked and full rows of one shape are equally large.</summary>
    private static double SizeOfAttention(ResultRow row)
    {
        var shape = AttentionShape.From(row.Point);
        return (double)shape.RowCount * shape.S * shape.D;
    }
}
