using System.Text.Json.Serialization;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Projecting;
using GpuBench.Publications.Projecting.Validating;

namespace GpuBench.Reports.Projecting;

/// <summary>The JSON output of <c>project</c>.</summary>
/// <param name="Subject">The results file, or the product whose figures are the tasks.</param>
/// <param name="Onto">The products, e.g. <c>h20-96gb-hbm3</c>.</param>
/// <param name="Validation">The errors of the laws, for each class and kind of question that occurs.</param>
public sealed record ProjectionDocument(
    int SchemaVersion, string Subject, IReadOnlyList<string> Onto, IReadOnlyList<ProjectedTaskEntry> Tasks,
    IReadOnlyList<RefusalEntry> Refusals, IReadOnlyList<ValidationRow> Validation)
{
    /// <summary>Null without <c>--links</c>.</summary>
    public LinksDocument? Links { get; init; }

    internal static ProjectionDocument Of(
        ProjectionSubject subject, IReadOnlyList<VariantId> onto, Normalizer normalizer, ValidationTable? validation)
    {
        var tasks = subject.Tasks.Select(task => ProjectedTaskEntry.Of(task, onto, normalizer.Projector)).ToList();
        var asked =
            from task in tasks
            from projection in task.Projections
            where projection is { Refusal: null, Question: not null }
            group projection by (Class: projection.Class!, Question: projection.Question!.Value) into same
            orderby ClassOrder.Of(same.Key.Class), same.Key.Question
            select validation?.Find(same.Key.Class, same.Key.Question);
        return new(
            1, subject.Name, [.. onto.Select(product => $"{normalizer.Projector.Sheets.Of(product).Product}")], tasks,
            RefusalEntry.Of(tasks, subject), [.. asked.OfType<ValidationRow>()]);
    }
}

/// <summary>A task with its projections, one for each product.</summary>
/// <param name="Id">Of the figure, or the key of the row.</param>
/// <param name="Group">Device and engine of a measured row; empty for a figure.</param>
/// <param name="Value">In <paramref name="Unit"/>, of all devices.</param>
public sealed record ProjectedTaskEntry(
    string Id, string Group, string Task, string Kind, string Quantity, string Unit, double Value, int Devices, string? Program,
    IReadOnlyList<ProjectionEntry> Projections)
{
    /// <summary>Null if no law speaks of the task.</summary>
    [JsonIgnore]
    public string? Class => Projections.Select(projection => projection.Class).FirstOrDefault(word => word is not null);

    internal static ProjectedTaskEntry Of(TaskToProject task, IReadOnlyList<VariantId> onto, Projector projector)
    {
        var side = task.Task;
        return new(
            side.Id, task.Group, task.Text, side.Kind, side.Quantity.Name, side.SiUnit, side.Value, side.Count, side.Program,
            [.. onto.Select(product => ProjectionEntry.Of(projector.Of(side, product), side.Value))]);
    }
}

/// <summary>What a product would take, or why that is not said. Intervals are 90 %.</summary>
/// <param name="Onto">E.g. <c>h20-96gb-hbm3</c>.</param>
/// <param name="Ratio">The value here over the projected one.</param>
/// <param name="Question">What the published figures do not have; its validation says how large errors were.</param>
/// <param name="Engine">What the product is assumed to use; null if it is one way only.</param>
/// <param name="Remarks">Reservations, most serious first.</param>
public sealed record ProjectionEntry(
    string Onto, string? Class, double? Seconds, double? SecondsLow, double? SecondsHigh, double? Value, double? ValueLow,
    double? ValueHigh, double? Ratio, Question? Question, string? Engine, IReadOnlyList<string> Remarks, string? Refusal, bool IsHostBound)
{
    /// <summary>How far the time may be from the value, as a factor: the wider side of the interval.</summary>
    [JsonIgnore]
    public double Factor => Math.Max(Seconds!.Value / SecondsLow!.Value, SecondsHigh!.Value / Seconds.Value);

    internal static ProjectionEntry Of(Projection projection, double here) => projection.Refusal is { } refusal
        ? new(
            $"{projection.Onto}", projection.Class, null, null, null, null, null, null, null, null, null, [], refusal,
            projection.IsHostBound)
        : new(
            $"{projection.Onto}", projection.Class, projection.Seconds, projection.SecondsInterval.Low, projection.SecondsInterval.High,
            projection.Value, projection.ValueInterval.Low, projection.ValueInterval.High, here / projection.Value, projection.Question,
            projection.Engine, projection.Remarks, null, false);
}

/// <summary>The order of the classes in tables.</summary>
internal static class ClassOrder
{
    private static readonly string[] Words = ["gemm", "gemm, 8 bit, few rows", "attention", "stream", "prefill", "decode", "generate"];

    public static int Of(string taskClass) => Array.IndexOf(Words, taskClass) is >= 0 and var at ? at : Words.Length;
}

/// <summary>JSON format of projections.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProjectionDocument))]
public sealed partial class ProjectingJson : JsonSerializerContext;
