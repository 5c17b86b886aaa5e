using System.CommandLine;
using GpuBench.Reports.Exporters;

namespace GpuBench.Commands;

/// <summary><c>--format table|json|csv|md</c>, and <c>--json</c> for short.</summary>
internal sealed class FormatOption
{
    private readonly Option<string> _format = new("--format") { Description = "How to print", DefaultValueFactory = _ => ReportExporters.All[0].Format };
    private readonly Option<bool> _json = new("--json") { Description = "Short for --format json" };

    public FormatOption() => _format.AcceptOnlyFromAmong([.. ReportExporters.All.Select(exporter => exporter.Format)]);

    public void AddTo(Command command)
    {
        command.Options.Add(_format);
        command.Options.Add(_json);
    }

    public string Get(ParseResult parsed) => parsed.GetValue(_json) ? "json" : parsed.GetValue(_format)!;
}
