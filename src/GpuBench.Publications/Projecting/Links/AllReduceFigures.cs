using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Projecting.Links;

/// <summary>
/// Published bandwidths of an all-reduce between the devices of one node. Sources print the bandwidth of the algorithm (bytes over time)
/// or of the bus, which is larger by <see cref="BusFactor"/>.
/// </summary>
internal sealed class AllReduceFigures(IEnumerable<Observation> figures)
{
    private readonly List<BusFigure> _all = [.. figures.Select(Read).OfType<BusFigure>()];

    /// <summary>Bytes that cross the bus of a device for each byte of the message, of a ring.</summary>
    public static double BusFactor(int devices) => 2.0 * (devices - 1) / devices;

    /// <summary>The publication with the most sizes, at least two; of each size the highest bandwidth.</summary>
    /// <returns>From the smallest to the largest message; empty if no source has several sizes.</returns>
    public IReadOnlyList<BusFigure> BySize(string accelerator, int devices) =>
    [
        .. (from figure in Of(accelerator, devices)
            where figure.Bytes is not null && figure.Figure.Unusable is null
            group figure by figure.Figure.Source into source
            let sizes = source.GroupBy(figure => figure.Bytes!.Value).Select(size => size.MaxBy(figure => figure.BytesPerSecond)!).ToList()
            where sizes.Count > 1
            orderby sizes.Count descending, source.Key
            select sizes).FirstOrDefault([]).OrderBy(figure => figure.Bytes),
    ];

    /// <summary>The bandwidth of large messages. A figure whose source states its task comes first, then the highest.</summary>
    /// <returns>Null if none is published.</returns>
    public BusFigure? Plateau(string accelerator, int devices) => Of(accelerator, devices)
        .Where(figure => figure.Bytes is null or >= BusFigure.LargeBytes)
        .OrderBy(figure => figure.Figure.Unusable is not null)
        .ThenByDescending(figure => figure.BytesPerSecond)
        .FirstOrDefault();

    private IEnumerable<BusFigure> Of(string accelerator, int devices) =>
        _all.Where(figure => figure.Figure.Variant?.Accelerator == accelerator && figure.Devices == devices);

    /// <summary>A source that omits a condition, such as the size of its messages, may still give a plateau.</summary>
    private static BusFigure? Read(Observation figure)
    {
        if (figure.Kind != "link" || figure.Quantity.Name != Quantities.Link || figure.Word("op") != "all-reduce")
            return null;
        if (figure.Unusable?.StartsWith("not structured", StringComparison.Ordinal) == false)
            return null;
        if (figure.Number("ranks") is not { } ranks || figure.Number("nodes") is > 1 || figure.Word("link")?.Contains("nic") == true)
            return null;
        var factor = figure.Word("measure") switch { "busbw" => 1, "algbw" => BusFactor((int)ranks), _ => 0 };
        return factor == 0 ? null : new(figure, (int)ranks, figure.Number("bytes"), figure.Value * factor);
    }
}

/// <param name="Bytes">Size of the message; null if the source does not state it.</param>
/// <param name="BytesPerSecond">Of the bus of a device.</param>
internal sealed record BusFigure(Observation Figure, int Devices, double? Bytes, double BytesPerSecond)
{
    /// <summary>Messages from this size on reach the plateau.</summary>
    public const double LargeBytes = 1L << 30;

    public string Id => Figure.Id;

    /// <summary>Seconds of an all-reduce of the figure's size.</summary>
    public double Seconds => AllReduceFigures.BusFactor(Devices) * Bytes!.Value / BytesPerSecond;
}
