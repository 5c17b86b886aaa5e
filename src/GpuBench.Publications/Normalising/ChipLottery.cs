namespace GpuBench.Publications.Normalising;

/// <summary>Chips of one product differ: what a figure taken from a few of them says about the product.</summary>
public static class ChipLottery
{
    /// <summary>
    /// Spread between eight chips of one node, slowest to fastest, in shares of the mean: 3.4 to 4.9 % published (mamf-finder v3,
    /// Machine Learning Engineering Open Book). The larger one is taken.
    /// </summary>
    public const double RangeOverEightChips = 0.049;

    /// <summary>Expected range of eight normal variates, in standard deviations.</summary>
    private const double StandardDeviationsPerRange = 2.85;

    private const double NormalQuantile = 1.96;

    /// <returns>Half the 95 % interval of a figure averaged over <paramref name="chips"/>, as a share of the figure.</returns>
    public static double HalfWidth(int chips) =>
        NormalQuantile * RangeOverEightChips / StandardDeviationsPerRange / Math.Sqrt(chips);
}
