using System.Text.Json;

namespace GpuBench.Publications.Checking;

/// <summary>Each figure with what it shares: only then can a field be missing.</summary>
public sealed class FigureSchemaCheck : IFigureCheck
{
    public string Name => "every figure is complete once merged";

    public CheckResult Run(CheckedData data) => CheckResult.Of(
        Name,
        "figures",
        data.Data.Figures,
        figure => SchemaSet.Shipped.Violations("figure", JsonSerializer.Serialize(figure, PublicationsJson.Default.PublishedFigure))
            .Select(violation => data.Finding(figure, violation, "see results/schemas/figure.schema.json")));
}
