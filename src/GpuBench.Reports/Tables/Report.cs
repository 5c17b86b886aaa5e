namespace GpuBench.Reports.Tables;

/// <summary>The output of a command, in the forms that the formats need.</summary>
/// <param name="Notes">Sentences before the first table.</param>
/// <param name="Sections">Tables for people.</param>
/// <param name="Flat">One table for spreadsheets, with numbers in SI units without thousands separators.</param>
/// <param name="Json">One JSON document, with a line break at the end.</param>
public sealed record Report(IReadOnlyList<string> Notes, IReadOnlyList<Section> Sections, Table Flat, string Json)
{
    /// <summary>The answer in short, before the notes. Only formats for people write it.</summary>
    public IReadOnlyList<SummaryLine> Summary { get; init; } = [];

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

/// <summary>A line of the summary, written as it is on terminals of every width. Longer sentences are wrapped.</summary>
/// <param name="IsHeading">Whether the lines after it are about its subject.</param>
public sealed record SummaryLine(string Text, bool IsHeading = false)
{
    /// <summary>Characters of a line.</summary>
    public const int MaxWidth = 80;

    /// <summary>Stands for a space where a sentence must not be wrapped. Exporters write a space.</summary>
    public const char UnbrokenSpace = '\u00A0';

    /// <returns>A number with its unit, e.g., that stays in one line.</returns>
    public static string Unbroken(string text) => text.Replace(' ', UnbrokenSpace);
}
