using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Publications.Projecting.Fitting;
using GpuBench.Publications.Projecting.Laws;
using GpuBench.Publications.Projecting.Products;

namespace GpuBench.Publications.Projecting.Links;

/// <summary>
/// Language models whose layers are split over several devices of one node: each reads its share of weights, keys and values, and all add
/// up their results twice in each layer. A step takes the sum of both times.
/// </summary>
public sealed class LinkModel
{
    private readonly LawFit? _fit;
    private readonly ProductSheet _sheet;
    private readonly BusFigure? _full;
    private readonly BusFigure? _cut;
    private readonly AllReduceTimes? _times;

    /// <param name="figures">All published figures.</param>
    /// <param name="devices">At least 2.</param>
    public LinkModel(Projector projector, IEnumerable<Observation> figures, VariantId product, int devices)
    {
        _fit = projector.ModelFit;
        _sheet = projector.Sheets.Of(product);
        (Product, Devices) = (_sheet.Product, devices);
        var published = new AllReduceFigures(figures);
        var own = published.BySize(product.Accelerator, devices);
        FullPart = own.Count > 0 ? null : Silicon.TwinOf(Product);
        var measured = FullPart is { } twin ? published.BySize(twin.Accelerator, devices) : own;
        var cut = published.Plateau(product.Accelerator, devices);
        if (measured.Count > 0 && (FullPart is null || cut is not null))
            _times = new(measured);
        if (FullPart is not null)
            (_full, _cut) = (measured.MaxBy(figure => figure.BytesPerSecond), cut);
        Figures =
        [
            .. measured.Select(LinkFigure.Of),
            .. _cut is null ? [] : new[] { LinkFigure.Of(_cut) },
        ];
        Refusal = _fit is null ? "nothing was learnt of language models"
            : _times is not null ? null
            : cut is null ? FormattableString.Invariant($"no bandwidth of an all-reduce of {devices} devices in one node is published")
            : FormattableString.Invariant(
                $"the bandwidth of an all-reduce of {devices} devices is published for large messages only ({cut.Id}), not by size");
    }

    public VariantId Product { get; }

    public int Devices { get; }

    /// <summary>The product with the same chip whose all-reduce was measured by size; null if that is the product itself.</summary>
    public VariantId? FullPart { get; }

    /// <summary>The reason why nothing is calculated; null if something is.</summary>
    public string? Refusal { get; }

    /// <summary>The bandwidths that are used, the smallest message first.</summary>
    public IReadOnlyList<LinkFigure> Figures { get; }

    /// <returns>Null if the observation is no language model whose shape is known.</returns>
    /// <exception cref="InvalidOperationException">There is a <see cref="Refusal"/>.</exception>
    public LinkProjection? Of(Observation observation)
    {
        if (_times is null || _fit is null)
            throw new InvalidOperationException(Refusal);
        if (ModelTask.Read(observation)?.Task is not ModelTask read)
            return null;
        var task = read with { EngineClass = EngineClass.Graph, EngineName = "", SchedulesInTurns = false, Devices = Devices };
        var refusal = MemoryNeed.Refusal(observation, task, _sheet)
            ?? (_sheet.Bandwidth is null || _sheet.HalfPeak is null ? "its nominal figures are not published" : null);
        return refusal is null ? Calculate(task) : new(task) { Refusal = refusal };
    }

    private LinkProjection Calculate(ModelTask task)
    {
        var bare = ModelLaw.BareSeconds([.. _fit!.Values], task, _sheet);
        var sums = 2.0 * task.Shape.Layers;
        var (prompts, steps) = (task.Phase == ModelPhase.Decode ? 0 : 1, task.Phase switch
        {
            ModelPhase.Prefill => 0,
            ModelPhase.Decode => 1,
            _ => task.Generated,
        });
        var (promptBytes, stepBytes) = (task.SumBytes(task.PromptTokens), task.SumBytes(task.Batch));
        return new(task)
        {
            SumBytes = steps > 0 ? stepBytes : promptBytes,
            DeviceSeconds = ((prompts * bare.Prefill) + (steps * bare.Step)) / Devices,
            FullSumSeconds = sums * ((prompts * _times!.Seconds(promptBytes)) + (steps * _times.Seconds(stepBytes))),
            SumSeconds = new(
                sums * ((prompts * Cut(promptBytes).Low) + (steps * Cut(stepBytes).Low)),
                sums * ((prompts * Cut(promptBytes).High) + (steps * Cut(stepBytes).High))),
        };
    }

    private Interval Cut(double bytes) => FullPart is null
        ? new(_times!.Seconds(bytes), _times.Seconds(bytes))
        : _times!.CutSeconds(bytes, _full!, _cut!);
}

/// <summary>A published bandwidth of an all-reduce.</summary>
/// <param name="Bytes">Size of the message; null if the source does not state it.</param>
/// <param name="BytesPerSecond">Of the bus of a device.</param>
public sealed record LinkFigure(string Id, string Accelerator, double? Bytes, double BytesPerSecond)
{
    internal static LinkFigure Of(BusFigure figure) =>
        new(figure.Id, figure.Figure.Variant!.Value.Accelerator, figure.Bytes, figure.BytesPerSecond);
}
