using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Publications.Projecting.Products;

namespace GpuBench.Publications.Projecting.Laws;

/// <summary>
/// Fused attention, forward: products on the matrix units, exponentials on the vector units. Older kernels do one after the other, newer
/// ones overlap them. Short sequences and few blocks cost more.
/// </summary>
internal sealed class AttentionLaw : ProjectionLaw
{
    private const int Product = 0, Call = 1, Short = 2, Causal = 3, Power = 4, Blocks = 5, OldInstructions = 6, Serial = 7, Overlapped = 8;

    /// <summary>Exponentials of one multiprocessor in each cycle.</summary>
    private const double ExponentialsPerCycle = 16;

    /// <summary>Lanes of a core whose number is not published. Ascend's vector units are counted like those of an A100.</summary>
    private const double UsualLanes = 64;

    /// <summary>Marks the groups of kernels whose operands have 8 bits.</summary>
    private const string EightSuffix = ", 8 bit";

    /// <summary>Fewer figures do not show what a kernel reaches on a product.</summary>
    private const int LeastFigures = 3;

    /// <summary>Kernels that do not overlap products and exponentials, and use the matrix instructions of the A100.</summary>
    private static readonly string[] OldKernels = ["flash-attention-2", "xformers", "sage-attention-1"];

    public override string Name => "attention";

    public override IReadOnlyList<Coefficient> Coefficients { get; } =
    [
        new("products", "nominal over reached rate of the matrix units at 1 TFLOP/s for each watt", 0.1, 0.1),
        new("call", "µs of a call", Math.Log(10), 1),
        new("short sequences", "keys that cost as much as the start of a block", 3, 1.5),
        new("causal", "the same, added by a causal mask", 5, 1),
        new("power", "exponent of the peak for each watt", 0.4, 0.2, IsLogarithm: false),
        new("few blocks", "share of one block of 128 queries on each multiprocessor that is lost", -1, 1),
        new("old instructions", "factor on Hopper of kernels made for the A100", 0.4, 0.2),
        new("exponentials, serial", "nominal over reached rate, in kernels that do not overlap them", 0.3, 0.5),
        new("exponentials, overlapped", "the same, in kernels that do", 0.3, 0.5),
    ];

    public override IReadOnlyList<string> Effects { get; } = ["product", "publication", "kernel", "product and kernel"];

    public override int ProductEffect => 0;

    public override TaskReading? Read(Observation observation)
    {
        if (observation.Kind != "attention" || observation.Quantity.Name != Quantities.Attention)
            return null;
        if ((observation.Number("b"), observation.Number("h"), observation.Number("t"), observation.Number("s"), observation.Number("d"))
            is not ({ } b, { } h, { } t, { } s, { } d))
            return TaskReading.Refuse("its shape is not stated");
        var type = observation.DType?.Input;
        if (type is not ("fp16" or "bf16" or "fp8" or "mixed" or "fp8-e4m3"))
            return TaskReading.Refuse($"no law covers attention in {type ?? "an unstated type"}");
        if (observation.Kernel == "standard")
            return TaskReading.Refuse("materialised attention is bound by its traffic and has no law");
        if (observation.Kernel is null && !observation.IsMeasuredHere)
            return TaskReading.Refuse("its kernel is not stated");
        if (observation.Count != 1 || t < 2)
            return TaskReading.Refuse("decoding, or several devices, have no law");
        var isCausal = observation.Word("causal") is "true" or "True" or "1";
        var pairs = b * h * (isCausal ? (t * (s - t)) + (t * t / 2) : t * s);
        // Both products together: D elements of queries and keys, and those of values, which a few models have fewer of.
        var elements = d + (observation.Number("dv") ?? d);
        var amount = 2 * elements * observation.Convention switch
        {
            "full" => b * h * t * s,
            "causal-exact" => b * h * ((t * (s - t)) + (t * (t + 1) / 2)),
            _ => pairs,
        };
        // Another product may do a task that was measured here with any kernel.
        var kernel = observation.IsMeasuredHere ? "" : FamilyOf(observation.Kernel);
        return TaskReading.Of(new AttentionTask(b * h, t, s, elements / 2, pairs, isCausal, type, kernel) { Amount = amount });
    }

    public override string? MissingFigure(ProjectedTask task, ProductSheet product) =>
        Peak((AttentionTask)task, product) is null ? $"no peak of its matrix units in {((AttentionTask)task).Type} is published"
        : product.Peak("simt", "fp32") is null ? "no peak of its vector units in fp32 is published"
        : null;

    public override double Seconds(ReadOnlySpan<double> values, ProjectedTask task, ProductSheet product)
    {
        var mine = (AttentionTask)task;
        var isOld = OldKernels.Contains(mine.Kernel);
        var power = Math.Log((product.HalfPeakPerWatt ?? 1e12) / 1e12);
        var products = mine.Flop / Peak(mine, product)!.Value
            * Math.Exp(values[Product] + (values[Power] * power) + (isOld && product.Family == "hopper" ? values[OldInstructions] : 0));
        var rate = product.Peak("simt", "fp32")!.Value * ExponentialsPerCycle / (2 * (product.Fp32Lanes ?? UsualLanes));
        var exponentials = mine.Pairs / rate * Math.Exp(values[isOld ? Serial : Overlapped]);
        var shape = (1 + ((Math.Exp(values[Short]) + (mine.IsCausal ? Math.Exp(values[Causal]) : 0)) / mine.S))
            * (1 + (product.Cores is { } cores ? Math.Exp(values[Blocks]) * cores / mine.Blocks : 0));
        var busy = isOld ? products + exponentials : Math.Sqrt((products * products) + (exponentials * exponentials));
        return (Math.Exp(values[Call]) * 1e-6) + (busy * shape);
    }

    public override double RoofSeconds(ProjectedTask task, ProductSheet product) =>
        ((AttentionTask)task).Flop / Peak((AttentionTask)task, product)!.Value;

    public override string[] GroupsOf(ProjectedTask task, ProductSheet product, string publication)
    {
        var mine = (AttentionTask)task;
        var kernel = mine.IsEight ? $"{mine.Kernel}{EightSuffix}" : mine.Kernel;
        return [$"{product.Product}", publication, kernel, $"{product.Product}, {kernel}"];
    }

    /// <summary>
    /// The kernels that have figures on the product; else those on products of its family. A published task keeps its kernel if that has
    /// figures on the product's family.
    /// </summary>
    public override IReadOnlyList<ProjectedTask>? Choices(ProjectedTask task, ProductSheet product, IReadOnlyDictionary<string, int> groups)
    {
        var mine = (AttentionTask)task;
        var known = groups
            .Where(group => group.Value >= LeastFigures)
            .Select(group => group.Key.Split(", ", 2))
            .Select(words => (Product: words[0], Kernel: words[1]))
            .Where(pair => pair.Kernel.EndsWith(EightSuffix, StringComparison.Ordinal) == mine.IsEight)
            .ToList();
        if (known.Exists(pair => pair.Kernel.Replace(EightSuffix, "", StringComparison.Ordinal) == mine.Kernel
            && Silicon.FamilyOfProduct(pair.Product) == product.Family))
            return null;
        var own = known.Where(pair => pair.Product == $"{product.Product}").ToList();
        var fitting = own.Count > 0 ? own : known.Where(pair =>
            Silicon.FamilyOfProduct(pair.Product) == product.Family);
        return
        [
            .. fitting.Select(pair => pair.Kernel.Replace(EightSuffix, "", StringComparison.Ordinal)).Distinct()
                .Where(kernel => !kernel.StartsWith("sage", StringComparison.Ordinal))
                .Select(kernel => mine with { Kernel = kernel }),
        ];
    }

    /// <summary>The harmonic mean of both peaks if one product is in 8 bits. SageAttention 2 has both in 8 bits.</summary>
    private static double? Peak(AttentionTask task, ProductSheet product) => task.Type switch
    {
        "mixed" when task.Kernel == "sage-attention-2" => product.Peak("tensor", "int8"),
        "mixed" => 2 / ((1 / product.Peak("tensor", "int8")) + (1 / product.HalfPeak)),
        "bf16" or "fp16" => product.HalfPeak,
        _ => product.Peak("tensor", task.Type),
    };

    private static string FamilyOf(string? kernel) =>
        kernel is null ? "" : kernel.StartsWith("cudnn", StringComparison.Ordinal) ? "cudnn" : kernel;
}

/// <summary>Attention of T queries on S keys.</summary>
/// <param name="Heads">Batch times query heads.</param>
/// <param name="D">Elements of a head, the mean of keys and values.</param>
/// <param name="Pairs">Pairs of query and key that are not masked.</param>
/// <param name="Kernel">The kernel family; empty if any may be used.</param>
internal sealed record AttentionTask(
    double Heads, double T, double S, double D, double Pairs, bool IsCausal, string Type, string Kernel) : ProjectedTask
{
    private const double BlockQueries = 128;

    public override string Class => "attention";

    public override string Size => FormattableString.Invariant($"{S:0} keys");

    public override string? Engine => Kernel;

    public override string Unit => IsEight ? "8 bit" : "16 bit";

    public override IReadOnlyList<Extent> Extents => [Extent.At("queries", T), Extent.At("keys", S), Extent.At("head size", D)];

    public bool IsEight => Type.StartsWith("fp8", StringComparison.Ordinal);

    public double Flop => 4 * Pairs * D;

    public double Blocks => Heads * T / BlockQueries;
}
