namespace GpuBench.Reports.Tables;

/// <summary>The output of a command, in the forms that the formats need.</summary>
/// <param name="Notes">Sentences before the first table.</param>
/// <param name="Sections">Tables for people.</param>
/// <param name="Flat">One table for spreadsheets, with numbers in SI units without thousands separators.</param>
/// <param name="Json">One JSON document, with a line break at the end.</param>
public sealed record Report(IReadOnlyList<string> Notes, IReadOnlyList<Section> Sections, Table Flat, string Json)
{
    /// <summary>Sentences after the last table: the summary of a long report.</summary>
    public IReadOnlyList<string> Closing { get; init; } = [];

    /// <summary>What the format table shows instead of notes, sections and closing; null: those.</summary>
    public ShortForm? Short { get; init; }
}

/// <summary>A form of a report whose tables fit in 100 columns.</summary>
public sealed record ShortForm(IReadOnlyList<string> Notes, IReadOnlyList<Section> Sections, IReadOnlyList<string> Closing);

public sealed record Section(string Title, Table Table)
{
    /// <summary>Footnotes below the table. Each begins with the mark of its cells.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
