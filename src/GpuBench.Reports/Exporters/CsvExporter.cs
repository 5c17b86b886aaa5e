using CsvHelper;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Exporters;

/// <summary>RFC 4180, with comma and decimal point in every locale.</summary>
public sealed class CsvExporter : IExporter
{
    public string Format => "csv";

    public void Write(Report report, TextWriter output)
    {
        using var csv = CsvWriter.Create(output, CsvWriterOptions.Default with { NewLine = "\n" }, true);
        csv.WriteRecord([.. report.Flat.Columns.Select(column => PrintableText.Of(column.Title))]);
        foreach (var row in report.Flat.Rows)
            csv.WriteRecord([.. row.Select(PrintableText.Of)]);
    }
}
