using GpuBench.Publications.Normalising.Rules;
using GpuBench.Publications.Projecting.Products;

namespace GpuBench.Publications.Projecting.Laws;

/// <summary>
/// Dense language models. A decoding step starts kernels in each layer, reads the weights once, and reads keys and values; eager code takes
/// the larger of the host's and the device's time, the others their sum. A prefill is arithmetic. A request is a prefill and its steps.
/// </summary>
internal sealed class ModelLaw : ProjectionLaw
{
    private const int Memory = 0, Cache = 1, EagerLayer = 2, GraphLayer = 3, ServingLayer = 4, Step = 5, EagerCache = 6, Products = 7,
        Power = 8, Quantised = 9, Sum = 10, Turns = 11, CoreRead = 12;

    /// <summary>Bytes per second of the sums of a prefill between devices, of the links of the 8-way servers behind the figures.</summary>
    private const double LinkBytesPerSecond = 150e9;

    public override string Name => "language model";

    public override IReadOnlyList<Coefficient> Coefficients { get; } =
    [
        // The share of the memory's bandwidth is that of the streams. Tables of one engine would replace it by that engine's own.
        new("weights", "nominal over reached bandwidth when reading weights", 0.25, 0.03),
        new("cache", "the same when reading keys and values", 0.3, 0.4),
        new("eager layer", "µs of the host for a layer of an eager step", Math.Log(700), 0.4),
        new("graph layer", "µs for the kernels of a layer in a graph or in C++", Math.Log(10), 0.25),
        new("serving layer", "µs for the kernels of a layer in a server", Math.Log(25), 0.25),
        new("step", "µs of each step beside its layers", Math.Log(300), 0.5),
        new("eager cache", "nominal over reached bandwidth when eager code copies keys and values", 1.6, 0.4),
        new("products", "nominal over reached rate of the matrix units at 1 TFLOP/s for each watt", 0.5, 0.3),
        new("power", "exponent of the peak for each watt", 0.2, 0.2, IsLogarithm: false),
        new("quantised", "factor on the time of reading quantised weights", 0.2, 0.2),
        new("sum", "µs of a sum between devices, two in each layer", Math.Log(12), 0.4),
        new("scheduling in turns", "µs for a layer that a server adds which prepares its steps in turns", Math.Log(20), 0.5),
        new("multiprocessor", "GB/s that one multiprocessor reads in a product with few rows", Math.Log(25), 0.4),
    ];

    public override IReadOnlyList<string> Effects { get; } =
        ["engine class and weights", "publication, engine and weights", "product, engine class and phase"];

    public override int ProductEffect => 2;

    public override TaskReading? Read(Observation observation) => ModelTask.Read(observation);

    public override string? MissingFigure(ProjectedTask task, ProductSheet product) =>
        product.Bandwidth is null ? "no bandwidth of its memory is published"
        : product.HalfPeak is null ? "no peak of its matrix units in 16 bits is published"
        : null;

    public override double Seconds(ReadOnlySpan<double> values, ProjectedTask task, ProductSheet product)
    {
        var mine = (ModelTask)task;
        return mine.Phase switch
        {
            ModelPhase.Prefill => PrefillSeconds(values, mine, product),
            ModelPhase.Decode => StepSeconds(values, mine, product),
            _ => PrefillSeconds(values, mine, product) + (mine.Generated * StepSeconds(values, mine, product)),
        };
    }

    public override double RoofSeconds(ProjectedTask task, ProductSheet product)
    {
        var mine = (ModelTask)task;
        var step = (mine.StepWeightBytes + (mine.Batch * mine.Context * 2 * mine.Shape.CacheElements)) / Bandwidth(mine, product);
        var prefill = mine.PrefillFlop / Peak(mine, product);
        return mine.Phase switch
        {
            ModelPhase.Prefill => prefill,
            ModelPhase.Decode => step,
            _ => prefill + (mine.Generated * step),
        };
    }

    public override string[] GroupsOf(ProjectedTask task, ProductSheet product, string publication)
    {
        var mine = (ModelTask)task;
        var phase = mine.Phase == ModelPhase.Prefill ? "prefill" : "decode";
        return
        [
            $"{EngineClasses.Words(mine.EngineClass)}, {mine.Storage}",
            publication.Length == 0 ? "" : $"{publication}, {mine.EngineName}, {mine.Storage}, {phase}",
            $"{product.Product}, {EngineClasses.Words(mine.EngineClass)}, {phase}",
        ];
    }

    private static double StepSeconds(ReadOnlySpan<double> values, ModelTask task, ProductSheet product)
    {
        var bandwidth = Bandwidth(task, product);
        var quantised = task.Storage == "16 bit" ? 1 : Math.Exp(values[Quantised]);
        var reading = quantised * Larger(
            task.StepWeightBytes / bandwidth * Math.Exp(values[Memory]),
            product.Multiprocessors is { } count ? task.StepWeightBytes / (count * task.Devices * Math.Exp(values[CoreRead]) * 1e9) : 0);
        var device = Larger(reading, task.StepFlop / Peak(task, product) * Math.Exp(values[Products]))
            + (task.Devices > 1 ? 2 * task.Shape.Layers * Math.Exp(values[Sum]) * 1e-6 : 0);
        if (task.EngineClass == EngineClass.Eager)
            return Larger(
                task.Shape.Layers * Math.Exp(values[EagerLayer]) * 1e-6,
                device + (task.StepCacheBytes / bandwidth * Math.Exp(values[EagerCache])));
        return device
            + (task.StepCacheBytes / bandwidth * Math.Exp(values[Cache]))
            + (task.Shape.Layers * Math.Exp(values[task.EngineClass == EngineClass.Graph ? GraphLayer : ServingLayer]) * 1e-6)
            + (task.SchedulesInTurns ? task.Shape.Layers * Math.Exp(values[Turns]) * 1e-6 : 0)
            + (Math.Exp(values[Step]) * 1e-6);
    }

    private static double PrefillSeconds(ReadOnlySpan<double> values, ModelTask task, ProductSheet product)
    {
        var power = Math.Log((product.HalfPeakPerWatt ?? 1e12) / 1e12);
        var device = Larger(
                task.PrefillFlop / Peak(task, product) * Math.Exp(values[Products] + (values[Power] * power)),
                task.StepWeightBytes / Bandwidth(task, product) * Math.Exp(values[Memory]))
            + (task.Devices > 1 ? 4 * task.Shape.Layers * task.SumBytes(task.PromptTokens) / LinkBytesPerSecond : 0);
        if (task.EngineClass == EngineClass.Eager)
            return Larger(task.Shape.Layers * Math.Exp(values[EagerLayer]) * 1e-6, device);
        return device + (task.Shape.Layers * Math.Exp(values[GraphLayer]) * 1e-6);
    }

    private static double Bandwidth(ModelTask task, ProductSheet product) => product.Bandwidth!.Value * task.Devices;

    /// <summary>Weights in fewer bits are widened before the product, except fp8.</summary>
    private static double Peak(ModelTask task, ProductSheet product) => task.Devices
        * (task.Storage == "fp8" ? product.Peak("tensor", "fp8") ?? product.HalfPeak!.Value : product.HalfPeak!.Value);
}
