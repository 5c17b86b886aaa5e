using GpuBench.Measuring.Statistics;

namespace GpuBench.Publications.Projecting.Links;

/// <summary>
/// The time of an all-reduce by the size of its message. Times between published sizes are interpolated in logarithms. The smallest
/// published message stands for smaller ones, whose time is latency; larger ones than the largest have its bandwidth.
/// </summary>
/// <param name="sizes">As <see cref="AllReduceFigures.BySize"/>, at least two.</param>
internal sealed class AllReduceTimes(IReadOnlyList<BusFigure> sizes)
{
    /// <summary>Up to this size the time is more than that of the wire, so a slower wire costs less than its ratio.</summary>
    public const double SmallBytes = 4 << 20;

    public double Seconds(double bytes)
    {
        if (bytes <= sizes[0].Bytes)
            return sizes[0].Seconds;
        if (bytes >= sizes[^1].Bytes)
            return sizes[^1].Seconds * bytes / sizes[^1].Bytes!.Value;
        var above = sizes.Index().First(size => size.Item.Bytes >= bytes).Index;
        var (low, high) = (sizes[above - 1], sizes[above]);
        var share = Math.Log(bytes / low.Bytes!.Value) / Math.Log(high.Bytes!.Value / low.Bytes.Value);
        return low.Seconds * Math.Pow(high.Seconds / low.Seconds, share);
    }

    /// <summary>
    /// The time with the links of a product that has the same chip and cut links: from a change of the wire's part alone to one of the
    /// whole time. Above <see cref="SmallBytes"/> the whole time is that of the wire.
    /// </summary>
    /// <param name="full">Bandwidth of large messages of the product that was measured.</param>
    /// <param name="cut">The same of the product with cut links.</param>
    public Interval CutSeconds(double bytes, BusFigure full, BusFigure cut)
    {
        var (seconds, ratio) = (Seconds(bytes), full.BytesPerSecond / cut.BytesPerSecond);
        var wire = AllReduceFigures.BusFactor(full.Devices) * bytes * ((1 / cut.BytesPerSecond) - (1 / full.BytesPerSecond));
        var whole = seconds * ratio;
        return bytes > SmallBytes ? new(whole, whole) : new Interval(whole, whole).Hull(new(seconds + wire, seconds + wire));
    }
}
