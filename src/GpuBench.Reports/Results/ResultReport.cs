using GpuBench.Measuring.Results;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>
/// A normalised results document as tables: what each device did, its share of its own roofs, and its ratio to published
/// figures; then the figures divided by, why a cell is empty, and what was not measured.
/// </summary>
public static class ResultReport
{
    /// <param name="normalizer">The one that filled the document's comparisons.</param>
    public static Report Of(ResultDocument document, ResultNormalizer normalizer)
    {
        var references = new FigureReferences(document, normalizer);
        var devices = document.Rows.GroupBy(row => (row.Engine, row.Device.Id)).Select(rows => rows.ToList());
        Section?[] sections =
        [
            .. devices.Select(rows => DeviceSection.Of(document, rows, normalizer, references)),
            SuspectSection.Of(document),
            references.Section(),
            NotDividedSection.Of(document),
            NotMeasuredSection.Of(document),
            ForeignSection.Of(document),
        ];
        return new(
            [.. ResultNotes.Of(document, normalizer)],
            [.. sections.OfType<Section>()],
            FlatResults.Of(document, normalizer.Against),
            ResultFile.Serialize(document));
    }
}
