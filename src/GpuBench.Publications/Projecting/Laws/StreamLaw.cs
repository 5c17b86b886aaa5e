using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Publications.Projecting.Products;

namespace GpuBench.Publications.Projecting.Laws;

/// <summary>A stream through the device's memory: bytes over the share of the nominal bandwidth that its operation reaches.</summary>
internal sealed class StreamLaw : ProjectionLaw
{
    public override string Name => "stream";

    public override IReadOnlyList<Coefficient> Coefficients { get; } =
    [
        new("copy", "nominal over reached bandwidth of copy, scale and mul", 0.15, 0.3),
        new("triad", "nominal over reached bandwidth of add and triad", 0.15, 0.3),
        new("read", "nominal over reached bandwidth of read and dot", 0.15, 0.3),
        new("write", "nominal over reached bandwidth of a write alone", 0.15, 0.3),
    ];

    public override IReadOnlyList<string> Effects { get; } = ["product", "publication"];

    public override int ProductEffect => 0;

    public override TaskReading? Read(Observation observation)
    {
        if (observation.Kind != "stream" || observation.Quantity.Name != Quantities.Stream)
            return null;
        if (observation.Word("engine") == "copy-engine" && !observation.IsMeasuredHere)
            return TaskReading.Refuse("the driver's copy without a kernel is another class");
        if (!observation.IsMeasuredHere && observation.CacheResident is { } cached)
            return TaskReading.Refuse($"the cache may have served it ({cached})");
        if (observation.Count != 1)
            return TaskReading.Refuse("several devices have no law");
        return OperationOf(observation.Word("op")) is { } operation
            ? TaskReading.Of(new StreamTask(observation.Word("op")!, operation) { Amount = 1e9 })
            : TaskReading.Refuse($"no law covers the operation {observation.Word("op") ?? "that is not stated"}");
    }

    public override string? MissingFigure(ProjectedTask task, ProductSheet product) =>
        product.Bandwidth is null ? "no bandwidth of its memory is published" : null;

    public override double Seconds(ReadOnlySpan<double> values, ProjectedTask task, ProductSheet product) =>
        RoofSeconds(task, product) * Math.Exp(values[((StreamTask)task).Operation]);

    public override double RoofSeconds(ProjectedTask task, ProductSheet product) => task.Amount / product.Bandwidth!.Value;

    public override string[] GroupsOf(ProjectedTask task, ProductSheet product, string publication) => [$"{product.Product}", publication];

    private static int? OperationOf(string? name) => name switch
    {
        "copy" or "scale" or "mul" => 0,
        "add" or "triad" => 1,
        "read" or "dot" => 2,
        "init" or "write" => 3,
        _ => null,
    };
}

/// <summary>A stream of 10⁹ bytes. Its size does not matter beyond the caches.</summary>
/// <param name="Operation">Index of its coefficient.</param>
internal sealed record StreamTask(string Name, int Operation) : ProjectedTask
{
    public override string Class => "stream";

    public override string Size => Name;

    public override IReadOnlyList<Extent> Extents => [];
}
