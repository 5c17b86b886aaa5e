using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Limits;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Publications.Projecting;
using GpuBench.Publications.Projecting.Laws;
using GpuBench.Publications.Projecting.Validating;

namespace GpuBench.Publications.Normalising;

/// <summary>Ratios to the time that a product would take by a law, for work without a measured pair.</summary>
/// <param name="validation">The errors of the laws; null if unknown.</param>
internal sealed class ModelledRatios(Projector projector, PeakBounds bounds, ValidationTable? validation)
{
    public const string Rule = "modelled";

    /// <summary>What precedes the reason of a refused projection.</summary>
    public const string Refused = "not projected: ";

    /// <summary>What a law assumes of the weights of a model measured in another type.</summary>
    private const string HalfStorage = "16 bit";

    /// <param name="row">Of work that is published of some product.</param>
    /// <returns>Always a projection; <see cref="Projection.Refusal"/> says why there is no time.</returns>
    public Projection Project(MeasuredRow row, VariantId against) =>
        Obstacle(row, against) is { } why
            ? new() { Onto = against, Refusal = why }
            : projector.Of(row.As("median"), against);

    /// <param name="projection">Of <see cref="Project"/>, with a time.</param>
    public Comparison Compare(MeasuredRow row, VariantId against, Projection projection)
    {
        var mine = row.As("median");
        var there = mine with
        {
            Id = $"projected, {projection.Onto}",
            Variant = projection.Onto,
            Value = projection.Value,
            Interval = projection.ValueInterval,
            Kernel = null,
            Program = projection.Engine,
            HardwareUnit = null,
            Method = null,
            CacheSpread = null,
            RegimeSpread = null,
            CacheResident = null,
            IsLowerBound = false,
            Projection = new(projection.Class!, projection.Question.Text(), projection.Engine, projection.Remarks),
        };
        return new(mine, there, [.. Rulings(row, against, projection)]);
    }

    /// <remarks>A cold stream runs through the memory on every device: a run there would rotate over as many buffers as it needs.</remarks>
    private string? Obstacle(MeasuredRow row, VariantId against) =>
        against.IsUnstated ? "its variant is not stated, and a projection is of one product"
        : row.Row.Device.Count != 1 ? "several devices at once have no law"
        : row.Row.Unit != HardwareUnit.Copy || row.Row.Cache is CachePolicy.ColdRotate or CachePolicy.ColdFlush ? null
        : row.CacheResident is { } cached ? $"the cache here may have served it ({cached})"
        : bounds.CacheMayHold(row.Row, against) ? "the cache there may hold its operands"
        : null;

    private IEnumerable<Ruling> Rulings(MeasuredRow row, VariantId against, Projection projection)
    {
        yield return new(RulingKind.Model, string.Join("; ", Sentences(projection))) { Rule = Rule, TaskOnly = true };
        if (row.As("median").IsLowerBound)
            yield return new(RulingKind.AtLeast, BoundRule.OwnKernel) { Rule = "bound" };
        if (projection.Task is ModelTask { Storage: HalfStorage } && row.Row.DType?.Input == DType.Fp32)
            yield return Ruling.Differ("fp32 here, 16 bits there") with { Rule = Rule };
        else if (bounds.Of(row, against)?.Denominator is { } limit)
            yield return new(RulingKind.Note, $"at most {NominalLimit.Text(limit.Value, limit.SiUnit)} there by nominal figures")
            {
                Rule = "peak",
            };
    }

    private IEnumerable<string> Sentences(Projection projection)
    {
        yield return $"as {projection.Class}, {QuestionWords.Of(projection.Question)}";
        if (projection.Engine is { Length: > 0 } engine)
            yield return $"assumed there: {engine}";
        yield return validation?.Find(projection.Class!, projection.Question) is { } row
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"errors of the law: median ×÷{1 + row.MedianError:0.00}, 90 % within ×÷{1 + row.Error90:0.00} ({row.Figures} figures; "
                + $"{row.Folds} {QuestionWords.FoldsOf(projection.Question)}, each left out in turn)")
            : "no figure validates the law here";
        foreach (var remark in projection.Remarks)
            yield return remark;
    }
}
