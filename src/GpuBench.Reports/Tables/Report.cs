namespace GpuBench.Reports.Tables;

/// <summary>What a command has to say, in the forms that the formats need.</summary>
/// <param name="Notes">Sentences before the first table.</param>
/// <param name="Sections">For people.</param>
/// <param name="Flat">For spreadsheets: one table, numbers in SI units without thousands separators.</param>
/// <param name="Json">For programs: one document, ending in a line break.</param>
public sealed record Report(IReadOnlyList<string> Notes, IReadOnlyList<Section> Sections, Table Flat, string Json)
{
    /// <summary>Sentences after the last table: what a reader of a long report should be left with.</summary>
    public IReadOnlyList<string> Closing { get; init; } = [];
}

public sealed record Section(string Title, Table Table)
{
    /// <summary>Sentences below the table, each beginning with the mark of the cells that it is about.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
