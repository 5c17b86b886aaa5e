using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results.FirstScreen;

/// <summary>The part of the first screen for one device.</summary>
/// <param name="rows">All rows of the device, of all engines.</param>
internal sealed class DeviceScreen(
    ResultDocument document, IReadOnlyList<ResultRow> rows, ResultNormalizer normalizer, PublishedShapes published)
{
    public IReadOnlyList<ClassLine> Lines { get; } = ClassLine.Of(rows, published);

    /// <returns>E.g. <c>cuda:0 NVIDIA H200</c>.</returns>
    public string Name => $"{rows[0].Device.Id} {rows[0].Device.Name}";

    /// <summary>Whether it is not a processor.</summary>
    public bool IsAccelerator => Opened()?.Device.Class == DeviceClass.Accelerator;

    /// <param name="command">What the user types to start this program.</param>
    /// <param name="isOnly">Whether the document has no other device.</param>
    public IEnumerable<SummaryLine> Of(string command, bool isOnly)
    {
        yield return new(
            string.Create(
                CultureInfo.InvariantCulture, $"{Name} ({Product()}), measured {document.Manifest.StartedAt.UtcDateTime:yyyy-MM-dd}"),
            IsHeading: true);
        if (Lines.Count == 0)
            yield return new("No row with a value belongs to a class of this screen.");
        else
            foreach (var line in ClassTable.Of(Lines, normalizer))
                yield return line;
        if (LimiterSentence.Of(Lines) is { } sentence)
            yield return new(sentence);
        foreach (var line in new NotMeasuredLines(rows, Opened()?.Device, command, isOnly ? null : rows[0].Device.Id).Of(Lines))
            yield return line;
    }

    private string Product() =>
        rows[0].Device.Partition is { } partition ? $"a part: {partition}"
        : normalizer.VariantOf(rows[0].Device) is { } variant ? variant.ToString()
        : "product unknown";

    private DeviceOpened? Opened() => document.Manifest.Devices.FirstOrDefault(
        opened => (opened.Device.Id, opened.Device.Name) == (rows[0].Device.Id, rows[0].Device.Name));
}
