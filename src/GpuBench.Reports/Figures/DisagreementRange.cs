using GpuBench.Publications.Checking;
using GpuBench.Publications.Figures;

namespace GpuBench.Reports.Figures;

/// <summary>What contradictory figures leave between them.</summary>
/// <param name="Low">In <paramref name="Unit"/>, as the highest is.</param>
/// <param name="Figures">From the lowest to the highest.</param>
/// <param name="Preferred">Id; null where only the range should be stated.</param>
public sealed record DisagreementRange(
    string Topic, double Low, double High, string Unit, IReadOnlyList<DisagreementValue> Figures, string? Preferred, string Because)
{
    /// <returns>Null where the entry's figures do not exist or have no values: a check says so.</returns>
    public static DisagreementRange? Of(Disagreement entry, CheckedData data)
    {
        var figures = entry.Figures.Select(data.Data.Find).OfType<PublishedFigure>().Where(figure => figure.Value is not null).ToList();
        if (figures.Count == 0)
            return null;
        var ordered = figures.Select(figure => new DisagreementValue(figure.Id, figure.Value!.Value, figure.Source)).OrderBy(value => value.Value).ToList();
        return new(entry.Topic, ordered[0].Value, ordered[^1].Value, string.Join('/', figures.Select(figure => figure.Unit).Distinct()), ordered, entry.Preferred, entry.Because);
    }
}
