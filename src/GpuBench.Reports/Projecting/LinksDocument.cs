using GpuBench.Publications.Projecting.Links;

namespace GpuBench.Reports.Projecting;

/// <summary>Language models whose layers are split over several devices, in the JSON output of <c>project --links</c>.</summary>
/// <param name="Product">E.g. <c>a800-sxm4-80gb</c>.</param>
/// <param name="FullPart">The product whose links were measured by size, if not the product itself.</param>
/// <param name="Figures">The bandwidths that were used.</param>
/// <param name="Refusal">The reason why nothing is calculated; null if something is.</param>
public sealed record LinksDocument(
    string Product, string? FullPart, int Devices, IReadOnlyList<LinkFigure> Figures, string? Refusal, IReadOnlyList<LinkTaskEntry> Tasks)
{
    internal static LinksDocument Of(LinkModel model, ProjectionSubject subject)
    {
        IReadOnlyList<LinkTaskEntry> tasks = model.Refusal is not null
            ? []
            :
            [
                .. from task in subject.Tasks
                   let projection = model.Of(task.Task)
                   where projection is not null
                   group (task, projection) by projection.Work into same
                   select LinkTaskEntry.Of(same.First().task, same.First().projection),
            ];
        return new(
            $"{model.Product}", model.FullPart is { } full ? $"{full}" : null, model.Devices, model.Figures,
            model.Refusal ?? (tasks.Count == 0 ? "no task is a language model whose shape is known" : null), tasks);
    }
}

/// <summary>One task. Times are in seconds; both ends differ if the links were not measured by size.</summary>
/// <param name="Id">Of the first figure or row of this work.</param>
/// <param name="SumBytes">Bytes of one message between the devices.</param>
/// <param name="DeviceSeconds">Memory and arithmetic of one device.</param>
/// <param name="FullSumSeconds">All sums with the links of the full part.</param>
/// <param name="RatioLow">Rate over the rate with the links of the full part.</param>
public sealed record LinkTaskEntry(
    string Id, string Task, string Phase, double? SumBytes, double? DeviceSeconds, double? FullSumSeconds, double? SumSecondsLow,
    double? SumSecondsHigh, double? FullSeconds, double? SecondsLow, double? SecondsHigh, double? RateLow, double? RateHigh,
    double? RatioLow, double? RatioHigh, bool HasTwoEnds, string? Refusal)
{
    internal static LinkTaskEntry Of(TaskToProject task, LinkProjection one) => one.Refusal is { } refusal
        ? new(
            task.Task.Id, TextOf(task, one), one.Phase, null, null, null, null, null, null, null, null, null, null, null, null, false,
            refusal)
        : new(
            task.Task.Id, TextOf(task, one), one.Phase, one.SumBytes, one.DeviceSeconds, one.FullSumSeconds, one.SumSeconds.Low,
            one.SumSeconds.High, one.FullSeconds, one.Seconds.Low, one.Seconds.High, one.TokensPerSecond.Low, one.TokensPerSecond.High,
            one.Ratio.Low, one.Ratio.High, one.HasTwoEnds, null);

    /// <summary>The engine does not matter, because only memory, arithmetic and links are counted.</summary>
    private static string TextOf(TaskToProject task, LinkProjection one) =>
        task.Task.IsMeasuredHere ? task.Text : $"{one.Phase} {TaskText.WorkOf(task.Task)}";
}
