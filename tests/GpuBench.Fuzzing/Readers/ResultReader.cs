using System.Text;
using GpuBench.Fuzzing.Corpus;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Comparing;
using GpuBench.Reports.Exporters;
using GpuBench.Reports.Results;
using GpuBench.Reports.Tables;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Fuzzing.Readers;

/// <summary>A results document, as <c>compare</c> reads it alone or together with a second one.</summary>
internal sealed class ResultReader : IFuzzedReader
{
    private readonly TemporaryInput _file = new("results.json");
    private readonly ResultNormalizer _normalizer =
        new(Normalizer.Shipped, [.. ResultNormalizer.DefaultAgainst.Select(Normalizer.Shipped.Names.Resolve)]);

    public string Name => "results";

    public IReadOnlyList<byte[]> Seeds { get; } =
        [.. SampleRun.Documents.Select(document => Encoding.UTF8.GetBytes(ResultFile.Serialize(document)))];

    public string? FileName => _file.Path;

    public bool IsLenient => false;

    public IEnumerable<byte[]> JsonTexts(byte[] input) => [input];

    public Reading Read(byte[] input)
    {
        var document = ResultFile.Read(_file.With(input), WorkloadDefinitions.All);
        Print(ResultReport.Of(_normalizer.Fill(document), _normalizer));
        var (read, other) = (new ComparedRun("a", _normalizer.Judge(document)), new ComparedRun("b", SampleRun.Documents[0]));
        Print(ComparisonReport.Of(RunComparer.Compare(read, [other])));
        Print(ComparisonReport.Of(RunComparer.Compare(other, [read])));
        var rows = document.Rows.Count + document.Foreign.Count(element => element.IsRow);
        return new(Encoding.UTF8.GetBytes(ResultFile.Serialize(document)), ("rows", rows))
        {
            KeepsMembers = true,
        };
    }

    private static void Print(Report report)
    {
        foreach (var exporter in ReportExporters.All)
            if (exporter.Format != "table")
                exporter.Write(report, TextWriter.Null);
    }
}
