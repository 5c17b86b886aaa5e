using System.Globalization;
using GpuBench.Publications.Checking;
using GpuBench.Publications.Figures;

namespace GpuBench.Reports.Figures;

/// <summary>The range of figures that contradict each other.</summary>
/// <param name="Low">In <paramref name="Unit"/>, as <paramref name="High"/>.</param>
/// <param name="Figures">In ascending order.</param>
/// <param name="Preferred">Id of the preferred figure; null if only the range should be stated.</param>
public sealed record DisagreementRange(
    string Topic, double Low, double High, string Unit, IReadOnlyList<DisagreementValue> Figures, string? Preferred, string Because)
{
    /// <returns>Null if the entry's figures do not exist or have no values; a check reports that.</returns>
    public static DisagreementRange? Of(Disagreement entry, CheckedData data)
    {
        List<DisagreementValue> values =
        [
            .. entry.Figures.Select(data.Data.Find).OfType<PublishedFigure>()
                .Where(figure => figure.Value is not null)
                .Select(figure => new DisagreementValue(figure.Id, figure.Value!.Value, figure.Unit!, figure.Source))
                .OrderBy(Si),
        ];
        if (values.Count == 0)
            return null;
        var unit = values[0].Unit;
        var high = values[^1].Unit == unit ? values[^1].Value : Si(values[^1]) / FactorOf(unit);
        return new(entry.Topic, values[0].Value, high, unit, values, entry.Preferred, entry.Because);
    }

    /// <returns>E.g. <c>400 (wccftech), 550 (cctv)</c>; with the unit if it differs from the range's.</returns>
    public string ValuesWithSources() => string.Join(", ", Figures.Select(figure => figure.Unit == Unit
        ? string.Create(CultureInfo.InvariantCulture, $"{figure.Value} ({figure.Source})")
        : string.Create(CultureInfo.InvariantCulture, $"{figure.Value} {figure.Unit} ({figure.Source})")));

    private static double Si(DisagreementValue value) => value.Value * FactorOf(value.Unit);

    private static double FactorOf(string unit) => PrintedUnit.Find(unit)?.Factor ?? 1;
}

/// <param name="Id">Id of the published figure.</param>
/// <param name="Value">As printed, in <paramref name="Unit"/>.</param>
/// <param name="Source">Slug of the publication.</param>
public sealed record DisagreementValue(string Id, double Value, string Unit, string Source);
