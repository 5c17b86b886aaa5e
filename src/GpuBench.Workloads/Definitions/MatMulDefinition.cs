using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Workloads.Definitions;

/// <summary>
/// Matrix multiply, C = A·B: 2·M·N·K FLOP; (M·K + K·N + M·N) elements moved; both times the batch. Scales per block are in memory, but
/// publications count neither their products nor their bytes (3 % of A), and neither does <see cref="Count"/>.
/// </summary>
public sealed class MatMulDefinition : WorkloadDefinition
{
    public static MatMulDefinition Instance { get; } = new();

    public override string Name => "matmul";

    public override string Description =>
        "Matrix multiply, C = A·B. "
        + "A is (m,k) and B is (k,n), or (n,k) in the layout nt; their elements are normally distributed. "
        + "Each product counts 2·m·n·k operations. "
        + "Different hardware units multiply different types: a rate in fp32 does not predict one in fp16.";

    public override IReadOnlyList<Axis> Axes { get; } =
    [
        Axis.OfNumbers("m", "rows of A and C", maximum: 1 << 18),
        Axis.OfNumbers("n", "columns of B and C", maximum: 1 << 18),
        Axis.OfNumbers("k", "columns of A, rows of B", maximum: 1 << 18),
        Axis.OfWords("layout", "B as (k,n), or as (n,k) like the weights of a linear layer", "nn", "nt").OrElse("nn"),
        Axis.OfNumbers("batch", "independent products in a launch", maximum: 65535).OrElse(1),
        Axis.OfWords(
            "scaling", "scales of fp8: one per operand, or per 128 elements along k of a row of A and per 128×128 of B",
            MatMulShape.PerTensor, MatMulShape.Block128).OrElse(MatMulShape.PerTensor),
    ];

    public override Case Example => new(
        new Point { { "m", 1024 }, { "n", 1024 }, { "k", 1024 } }, DTypes["fp32"], CommonConditions.Warm);

    public override string Format(Point point)
    {
        var shape = MatMulShape.From(point);
        var size = shape.M == shape.N && shape.N == shape.K ? $"{shape.M}³" : $"{shape.M}×{shape.N}×{shape.K}";
        return $"{(shape.BatchCount == 1 ? "" : $"{shape.BatchCount} of ")}{size}"
            + $"{(shape.BIsTransposed ? " Bᵀ" : "")}{(shape.HasBlockScales ? $" {MatMulShape.Block128}" : "")}";
    }

    public override PublishedTask Published { get; } =
        new("gemm", "gemm-throughput", (fields, point, _) => fields["layout"] = MatMulShape.From(point).Layout)
        {
            OtherQuantities = ["gemm-effective-bandwidth"],
            RequiredFields = ["m", "n", "k"],
            UnknownIfMissing = ["layout"],
            KeyFields = ["m", "n", "k"],
            VendorLibraryRunsIt = true,
            Defaults = new Dictionary<string, string> { ["batch"] = "1", ["bestOf"] = "1", ["scaling"] = "per-tensor" },
            HasSparsity = true,
            Format = Format,
            FormattedFields = ["m", "n", "k"],
        };

    public override IReadOnlyDictionary<string, NumericTriple> DTypes { get; } =
        new Dictionary<string, NumericTriple>(CommonConditions.FloatTypes)
        {
            ["fp8-e4m3"] = new(DType.Fp8E4M3, DType.Fp32, DType.Bf16),
            ["fp8-e5m2"] = new(DType.Fp8E5M2, DType.Fp32, DType.Bf16),
            ["int8"] = new(DType.Int8, DType.Int32, DType.Int32),
        };

    public override ValueUnit ValueUnitOf(Point point, NumericTriple? dtype) =>
        dtype is { Input: var type } && ElementTypes.Of(type).IsInteger ? ValueUnit.OperationsPerSecond : ValueUnit.FlopPerSecond;

    public override Roof? Measures => Roof.MatrixCompute;

    public override FlopConvention? ConventionOf(Point point) => FlopConvention.TwoMnk;

    public override WorkCount Count(Point point, NumericTriple? dtype)
    {
        var shape = MatMulShape.From(point);
        var (m, n, k, batch) = ((double)shape.M, (double)shape.N, (double)shape.K, (double)shape.BatchCount);
        var (input, output) = (ElementTypes.Of(dtype!.Value.Input), ElementTypes.Of(dtype.Value.Output));
        return new(2 * batch * m * n * k, input.BytesOf(batch * m * k) + input.BytesOf(batch * k * n), output.BytesOf(batch * m * n));
    }

    public override double BytesPerSet(Point point, NumericTriple? dtype)
    {
        var shape = MatMulShape.From(point);
        return Count(point, dtype).Bytes + (sizeof(float) * (shape.LeftScaleCount + shape.RightScaleCount));
    }

    public override bool SuitsMatrixUnits(NumericTriple? dtype) =>
        dtype is { Input: var type } && ElementTypes.Of(type).MatrixUnits != MatrixUnits.None;

    public override HostWork HostWorkOf(Point point, NumericTriple? dtype)
    {
        var (shape, work) = (MatMulShape.From(point), Count(point, dtype));
        return new(shape.LeftCount + shape.RightCount, shape.ResultCount, work.BytesRead, work.BytesWritten);
    }

    public override void Validate(Point point)
    {
        var shape = MatMulShape.From(point);
        if (Math.Max(Math.Max(shape.LeftCount, shape.RightCount), shape.ResultCount) > int.MaxValue)
            throw UserError.Usage($"matmul {point}: a tensor has more than {int.MaxValue} elements");
    }

    /// <summary>
    /// Refuses scales per block for a product that has none, on every engine. It is no usage error, so that <c>--axis</c> may change all
    /// products of a suite.
    /// </summary>
    public static Refusal? RefuseScaling(Trial trial)
    {
        var shape = MatMulShape.From(trial.Point);
        if (!shape.HasBlockScales)
            return null;
        var (needed, remedy) = trial.DType is not { Input: DType.Fp8E4M3 } ? ("operands in fp8-e4m3", "--axis dtype=fp8-e4m3")
            : !shape.BIsTransposed ? ("B as (N,K)", "--axis layout=nt")
            : shape.BatchCount > 1 ? ("a single product", "--axis batch=1")
            : shape.K % BlockScales.Length != 0 ? ($"K as a multiple of {BlockScales.Length}", "another --axis k")
            : ("", "");
        return needed.Length == 0 ? null : Refusal.Unsupported(
            $"matmul: the scaling {MatMulShape.Block128} needs {needed}; use {remedy}, or --axis scaling={MatMulShape.PerTensor}");
    }

    /// <summary>The smallest product of the published torch.mm figures.</summary>
    public override bool IsReferencePoint(Point point) => MatMulShape.From(point) == new MatMulShape(1024, 1024, 1024);

    public override IReadOnlyList<Case> Cases(Suite suite, DeviceInfo device) => [.. MatMulSuite.Cases(suite, device.Class)];

    /// <summary>
    /// The products of the published torch.mm script (N = 1024, 2048, 4096, 8192, 10240), timed as in the script, for engines that
    /// call the same library. They are measured in addition to <see cref="Cases"/>, which use our own timing.
    /// </summary>
    public static IEnumerable<Case> ScriptCases(Suite suite, DeviceInfo device) => MatMulSuite.ScriptCases(suite, device.Class);

    /// <summary>The squares in TF32, for an engine that has it.</summary>
    public static IEnumerable<Case> Tf32Cases(Suite suite, DeviceInfo device) => MatMulSuite.Tf32Cases(suite, device.Class);

    private static string? Format(IReadOnlyDictionary<string, string> fields)
    {
        string?[] sides = [fields.GetValueOrDefault("m"), fields.GetValueOrDefault("n"), fields.GetValueOrDefault("k")];
        return sides.All(side => side is null) ? null
            : sides.Distinct().Count() == 1 ? $"{sides[0]}³"
            : string.Join('×', sides.Select(side => side ?? "?"));
    }
}
