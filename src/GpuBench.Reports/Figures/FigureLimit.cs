using System.Globalization;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>A limit of an export rule in the unit of a figure.</summary>
/// <param name="Rule">Name of the rule.</param>
/// <param name="Date">Of the rule, as precise as its source.</param>
public sealed record FigureLimit(string Rule, string Date, RuleLimit Limit)
{
    /// <summary>Units that only export rules define. Rules also limit bandwidths, but of a device's parts, not of one figure.</summary>
    private static readonly string[] Units = ["TPP", "TPP/mm2"];

    /// <returns>Oldest rule first; empty for a figure in words or in another unit.</returns>
    internal static IReadOnlyList<FigureLimit> Of(PublishedFigure figure, PublishedData data) => figure.Value is null ? [] :
    [
        .. from rule in data.Rules
           from limit in rule.Limits
           where Units.Contains(figure.Unit) && limit.Unit == figure.Unit && limit.Value is not null
           orderby rule.Date, limit.Value descending
           select new FigureLimit(rule.Name, rule.Date, limit),
    ];

    internal static Table Table(IEnumerable<FigureLimit> limits, PublishedFigure figure)
    {
        var table = new Table(
            new("rule", Wraps: true), new("paragraph"), new("limit", Wraps: true), new("value", true), new("figure / limit", true),
            new("conditions", Wraps: true));
        foreach (var (rule, date, limit) in limits)
            table.Add(
                $"{rule} ({date})", limit.Paragraph ?? "", limit.Item, $"{FigureText.Number(limit.Value!.Value)} {limit.Unit}",
                (figure.Value!.Value / limit.Value.Value).ToString("F3", CultureInfo.InvariantCulture), string.Join("; ", limit.Caveats));
        return table;
    }
}
