using System.CommandLine;
using GpuBench.Measuring;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Exporters;

namespace GpuBench.Commands;

/// <summary><c>--format table|json|csv|md</c>, and <c>--json</c> for short.</summary>
internal sealed class FormatOption
{
    private readonly Option<string> _format =
        new("--format") { Description = "Output format", DefaultValueFactory = _ => ReportExporters.All[0].Format };
    private readonly Option<bool> _json = new("--json") { Description = "Short for --format json" };

    public FormatOption() => _format.AcceptOnlyFromAmong([.. ReportExporters.All.Select(exporter => exporter.Format)]);

    public void AddTo(Command command)
    {
        command.Options.Add(_format);
        command.Options.Add(_json);
    }

    public string Get(ParseResult parsed) => parsed.GetValue(_json) ? "json" : parsed.GetValue(_format)!;
}

/// <summary><c>--against h100,h20,910b</c>: the accelerators whose published figures a result is compared with.</summary>
internal sealed class AgainstOption
{
    private readonly Option<string?> _against = new("--against")
    {
        Description = $"Accelerators whose published figures to compare with; default {string.Join(',', ResultNormalizer.DefaultAgainst)}",
        HelpName = "NAME,…",
    };

    public void AddTo(Command command) => command.Options.Add(_against);

    /// <summary>Whether the user gave the option.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_against) is not null;

    /// <exception cref="UserError">Exit code 2: an unknown name, or no name.</exception>
    public IReadOnlyList<VariantId> Get(ParseResult parsed)
    {
        IEnumerable<string> names =
            parsed.GetValue(_against)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ?? ResultNormalizer.DefaultAgainst.AsEnumerable();
        return names.Any()
            ? [.. names.Select(Products.Shipped.Names.Resolve).Distinct()]
            : throw UserError.Usage($"--against: name accelerators, e.g. {string.Join(',', ResultNormalizer.DefaultAgainst)}");
    }
}

/// <summary><c>--wide</c>: the table of a result with all columns, as the other formats have them.</summary>
internal sealed class WideOption
{
    private readonly Option<bool> _wide = new("--wide")
    {
        Description = "Table with all columns, verdicts in words, and the published figures; without it the table fits in 100 columns",
    };

    public void AddTo(Command command) => command.Options.Add(_wide);

    public bool Get(ParseResult parsed) => parsed.GetValue(_wide);
}
