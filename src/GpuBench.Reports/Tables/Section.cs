namespace GpuBench.Reports.Tables;

public sealed record Section(string Title, Table Table)
{
    /// <summary>Sentences below the table, each beginning with the mark of the cells that it is about.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
