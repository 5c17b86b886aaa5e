using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Publications.Projecting.Products;

namespace GpuBench.Publications.Projecting.Laws;

/// <summary>
/// A matrix multiply: a call, and the larger of arithmetic on padded tiles and of operand traffic. Arithmetic takes longer where the last
/// wave of tiles leaves multiprocessors idle, and where K is short.
/// </summary>
internal sealed class MatMulLaw : ProjectionLaw
{
    private const int ScriptCall = 0, OtherCall = 1, KernelOnly = 2, Vector = 3, Tf32 = 4, Half = 5, Eight = 6, Memory = 7, Wave = 8,
        Pipeline = 9;

    public override string Name => "gemm";

    public override IReadOnlyList<Coefficient> Coefficients { get; } =
    [
        new("script call", "µs of a call from a Python script", Math.Log(7), 1),
        new("other call", "µs of a call from another program", 1, 1),
        new("kernel only", "µs around a kernel that a profiler or a graph times", 0.5, 1),
        new("vector units", "nominal over reached rate, vector units", 0.3, 0.5),
        new("tf32", "nominal over reached rate, matrix units in tf32 and hf32", 0.3, 0.5),
        new("16 bit", "nominal over reached rate, matrix units in 16 bits", 0.25, 0.5),
        new("8 bit", "nominal over reached rate, matrix units in 8 bits", 0.3, 0.5),
        new("memory", "nominal over reached bandwidth", 0.3, 0.5),
        new("idle units", "share of one wave of tiles that is lost", -1.5, 1),
        new("short K", "elements of K that cost as much as filling the pipeline", 4, 1),
    ];

    public override IReadOnlyList<string> Effects { get; } = ["product", "publication", "product and unit"];

    public override int ProductEffect => 0;

    public override TaskReading? Read(Observation observation)
    {
        if (observation.Kind != "gemm" || observation.Quantity.Name != Quantities.MatMul)
            return null;
        if ((observation.Number("m"), observation.Number("n"), observation.Number("k")) is not ({ } m, { } n, { } k) || m * n * k <= 0)
            return TaskReading.Refuse("its shape is not stated");
        if (observation.Number("batch") is not (null or 1) || observation.Count != 1)
            return TaskReading.Refuse("several products or devices at once have no law");
        if (observation.Sparsity is not (null or "dense"))
            return TaskReading.Refuse("sparse operands have no law");
        var type = observation.DType?.Input;
        var unit = UnitThere(observation, type);
        if (BytesOf(type) is not { } bytes || unit is not ("simt" or "tensor"))
            return TaskReading.Refuse($"no law covers {type ?? "unstated"} on the {unit ?? "unstated"} units");
        if (unit == "simt" && type != "fp32")
            return TaskReading.Refuse($"{type} on vector units is emulated on some products, so no law covers it");
        return TaskReading.Of(new MatMulTask(m, n, k, type!, unit, bytes, Start(observation))
        {
            Amount = 2 * m * n * k,
            IsPaddedTwice = observation.Program?.Contains("_scaled_mm", StringComparison.Ordinal) == true,
        });
    }

    public override string? MissingFigure(ProjectedTask task, ProductSheet product)
    {
        var mine = (MatMulTask)task;
        if (mine.HardwareUnit == "simt" && product.Peak("tensor", "fp32") is not null)
            return "its matrix units do fp32, and sources disagree about how";
        var units = mine.HardwareUnit == "simt" ? "vector units" : "matrix units";
        return Peak(mine, product) is null ? $"no peak of its {units} in {mine.Type} is published"
            : product.Bandwidth is null ? "no bandwidth of its memory is published"
            : null;
    }

    public override double Seconds(ReadOnlySpan<double> values, ProjectedTask task, ProductSheet product)
    {
        var mine = (MatMulTask)task;
        var arithmetic = mine.PaddedFlop / Peak(mine, product)!.Value * Math.Exp(values[UnitOf(mine)])
            * (1 + (product.Cores is { } cores ? Math.Exp(values[Wave]) * cores / mine.Tiles : 0))
            * (1 + (Math.Exp(values[Pipeline]) / mine.K));
        return (Math.Exp(values[mine.Call]) * 1e-6) + Larger(arithmetic, mine.Bytes / product.Bandwidth!.Value * Math.Exp(values[Memory]));
    }

    public override double RoofSeconds(ProjectedTask task, ProductSheet product)
    {
        var mine = (MatMulTask)task;
        return Math.Max(2 * mine.M * mine.N * mine.K / Peak(mine, product)!.Value, mine.Bytes / product.Bandwidth!.Value);
    }

    public override string[] GroupsOf(ProjectedTask task, ProductSheet product, string publication) =>
        [$"{product.Product}", publication, $"{product.Product}, {task.Unit}"];

    private static double? Peak(MatMulTask task, ProductSheet product) => product.Peak(task.HardwareUnit, task.Type);

    private static int UnitOf(MatMulTask task) =>
        task.HardwareUnit == "simt" ? Vector : task.ElementBytes switch { 4 => Tf32, 2 => Half, _ => Eight };

    /// <summary>The other product does a task measured here on the best unit that it has for the type.</summary>
    private static string? UnitThere(Observation observation, string? type) =>
        !observation.IsMeasuredHere ? observation.HardwareUnit : type == "fp32" ? "simt" : "tensor";

    private static int Start(Observation observation) =>
        observation.Method?.Timing is FigureTiming.KernelOnly or FigureTiming.GraphReplay ? KernelOnly
        : observation.Program?.Contains("torch", StringComparison.Ordinal) == true ? ScriptCall
        : OtherCall;

    private static double? BytesOf(string? type) => type switch
    {
        "fp32" or "tf32" or "hf32" => 4,
        "fp16" or "bf16" => 2,
        "int8" or "fp8" => 1,
        _ => type?.StartsWith("fp8-", StringComparison.Ordinal) == true ? 1 : null,
    };
}

/// <summary>A product of (M, K) and (K, N).</summary>
/// <param name="HardwareUnit">The hardware unit, as in figures.</param>
/// <param name="Call">Index of the coefficient of its start.</param>
internal sealed record MatMulTask(
    double M, double N, double K, string Type, string HardwareUnit, double ElementBytes, int Call) : ProjectedTask
{
    private const double Tile = 128, SplitK = 2048;

    /// <summary>Whether rows are padded to 128, not 64.</summary>
    public bool IsPaddedTwice { get; init; }

    public override string Class => ElementBytes == 1 && M <= 128 ? "gemm, 8 bit, few rows" : "gemm";

    public override string? Subset =>
        ElementBytes == 1 ? M > 128 ? "8 bit" : null
        : HardwareUnit == "simt" ? "vector units"
        : M == N && N == K ? N >= 2048 ? "cubes ≥ 2048" : "cubes < 2048"
        : "other shapes";

    public override string Size => FormattableString.Invariant($"2^{Math.Round(Math.Log2(2 * M * N * K)):0} FLOP");

    public override string Unit => HardwareUnit == "simt" ? "vector" : ElementBytes switch { 4 => "tf32", 2 => "16 bit", _ => "8 bit" };

    public override IReadOnlyList<Extent> Extents =>
        [Extent.At("FLOP", 2 * M * N * K), Extent.At("M", M), Extent.At("N", N), Extent.At("K", K)];

    public double Bytes => (ElementBytes * ((M * K) + (K * N))) + (Math.Max(2, ElementBytes) * M * N);

    public double PaddedFlop => 2 * PaddedRows * PaddedColumns * K;

    /// <summary>Tiles of the result, more if K is split among multiprocessors.</summary>
    public double Tiles => PaddedRows * PaddedColumns / (Tile * Tile) * Math.Max(1, K / SplitK);

    private double PaddedRows => Padded(M, IsPaddedTwice ? 128 : 64);

    private double PaddedColumns => Padded(N, 64);

    private static double Padded(double size, double step) => Math.Ceiling(size / step) * step;
}
