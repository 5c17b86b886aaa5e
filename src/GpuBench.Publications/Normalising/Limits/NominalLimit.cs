using GpuBench.Measuring.Results;

namespace GpuBench.Publications.Normalising.Limits;

/// <summary>The most that a product can do of what limits a row, and what the row did of it.</summary>
/// <param name="LimitedBy"><c>unit</c>, <c>memory</c> or <c>link</c>.</param>
/// <param name="Measured">In the figure's SI unit, as <paramref name="Limit"/>.</param>
/// <param name="Allowance">Share of the limit by which a row may lie above it.</param>
/// <param name="Basis">What the limit is made of, in words.</param>
internal sealed record NominalLimit(
    string LimitedBy, double Measured, double Limit, double Allowance, Observation Figure, string Basis)
{
    /// <summary>
    /// Nominal figures are rounded (2000 GB/s is printed for 2039), and clocks run a little faster than their names. Achieved values
    /// do not come near: the best published matrix multiplies reach 97 % of a peak.
    /// </summary>
    public const double Tolerance = 0.03;

    /// <summary>Above 1: the row is suspect.</summary>
    public double Share => Measured / (Limit * (1 + Allowance));

    public NominalCheck ToCheck() => new()
    {
        Status = Share > 1 ? NominalStatus.Above : NominalStatus.Within,
        Why = $"{(Share > 1 ? $"{Excess}: the" : "the")} limit is {Text(Limit)}, {Basis} ({Figure.Id}, source {Figure.Source}); "
            + $"{Percent(Allowance)} more are allowed",
        LimitedBy = LimitedBy,
        Measured = Measured,
        Limit = Limit,
        LimitUnit = Figure.SiUnit,
        Allowance = Allowance,
        Figure = Figure.Id,
        Source = Figure.Source,
    };

    /// <returns>E.g. <c>989.4 TFLOP/s</c>, <c>3350 GB/s</c>: as figures print it.</returns>
    public static string Text(double value, string siUnit) => siUnit == "B/s"
        ? FormattableString.Invariant($"{value / 1e9:0.#} GB/s")
        : FormattableString.Invariant($"{value / 1e12:0.#} T{siUnit}");

    public static string Percent(double share) => FormattableString.Invariant($"{100 * share:0.#} %");

    private string Excess => Measured < 10 * Limit
        ? $"{Text(Measured)} lie {Percent((Measured / Limit) - 1)} above what the device can do"
        : FormattableString.Invariant($"{Text(Measured)} are {Measured / Limit:0} times what the device can do");

    private string Text(double value) => Text(value, Figure.SiUnit);
}
