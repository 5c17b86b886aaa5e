namespace GpuBench.Reports.Tables;

/// <summary>The output of a command, in the forms that the formats need. A form is made when a format asks for it.</summary>
public sealed record Report
{
    private readonly Lazy<ReportText> _text;
    private readonly Lazy<Table> _flat;
    private readonly Lazy<string> _json;
    private readonly Lazy<ReportText>? _short;

    /// <param name="notes">As <see cref="Notes"/>.</param>
    /// <param name="sections">As <see cref="Sections"/>.</param>
    /// <param name="flat">As <see cref="Flat"/>.</param>
    /// <param name="json">As <see cref="Json"/>.</param>
    public Report(IReadOnlyList<string> notes, IReadOnlyList<Section> sections, Table flat, string json)
        : this(() => new(notes, sections, []), () => flat, () => json)
    {
    }

    /// <param name="text">Notes, tables and closing sentences.</param>
    /// <param name="flat">As <see cref="Flat"/>.</param>
    /// <param name="json">As <see cref="Json"/>.</param>
    /// <param name="shortText">As <see cref="Short"/>.</param>
    public Report(Func<ReportText> text, Func<Table> flat, Func<string> json, Func<ReportText>? shortText = null)
    {
        (_text, _flat, _json) = (new(text), new(flat), new(json));
        _short = shortText is null ? null : new(shortText);
    }

    /// <summary>The answer in short, before the notes. Only formats for people write it.</summary>
    public IReadOnlyList<SummaryLine> Summary { get; init; } = [];

    /// <summary>Sentences before the first table.</summary>
    public IReadOnlyList<string> Notes => _text.Value.Notes;

    /// <summary>Tables for people.</summary>
    public IReadOnlyList<Section> Sections => _text.Value.Sections;

    /// <summary>Sentences after the last table: the summary of a long report.</summary>
    public IReadOnlyList<string> Closing { get => field ?? _text.Value.Closing; init; }

    /// <summary>What the format table shows instead of notes, sections and closing; null: those.</summary>
    public ReportText? Short => IsWide ? null : _short?.Value;

    /// <summary>Whether the format table shows all columns although there is a short text.</summary>
    public bool IsWide { get; init; }

    /// <summary>One table for spreadsheets, with numbers in SI units without thousands separators.</summary>
    public Table Flat => _flat.Value;

    /// <summary>One JSON document, with a line break at the end.</summary>
    public string Json => _json.Value;
}

/// <summary>Sentences and tables for people. Those of a short text fit in 100 columns.</summary>
public sealed record ReportText(IReadOnlyList<string> Notes, IReadOnlyList<Section> Sections, IReadOnlyList<string> Closing);

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
