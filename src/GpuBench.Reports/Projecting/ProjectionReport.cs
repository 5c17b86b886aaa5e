using System.Globalization;
using System.Text.Json;
using GpuBench.Measuring;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Projecting.Links;
using GpuBench.Publications.Projecting.Validating;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Projecting;

/// <summary>What other products would take for tasks that were measured or published, with the errors of such projections.</summary>
public static class ProjectionReport
{
    /// <param name="validation">Null if nothing was validated.</param>
    /// <param name="links">Null if models are not split over devices.</param>
    public static Report Of(
        ProjectionSubject subject, IReadOnlyList<VariantId> onto, Normalizer normalizer, ValidationTable? validation, LinkModel? links)
    {
        var document = ProjectionDocument.Of(subject, onto, normalizer, validation) with
        {
            Links = links is null ? null : LinksDocument.Of(links, subject),
        };
        return new(
            () => Text(isShort: false), () => ProjectionFlat.Of(document),
            () => JsonSerializer.Serialize(document, ProjectingJson.Default.ProjectionDocument) + "\n", () => Text(isShort: true));

        ReportText Text(bool isShort) => new(
            Notes(subject, onto, normalizer, isShort), [.. Sections(document, subject, onto, normalizer, isShort)], []);
    }

    private static IReadOnlyList<string> Notes(
        ProjectionSubject subject, IReadOnlyList<VariantId> onto, Normalizer normalizer, bool isShort) =>
    [
        .. NarrowText.Lines($"{subject.Name}: projected onto {string.Join(", ", onto.Select(normalizer.Names.Describe))}."),
        "≈ was not measured: a law calculates it, which was learnt from published figures.",
        isShort
            ? "Below it: the 90 % interval as a factor (×÷), and the ratio here ÷ there."
            : "Behind it: the 90 % interval as a factor (×÷). The ratio is here ÷ there.",
    ];

    private static IEnumerable<Section> Sections(
        ProjectionDocument document, ProjectionSubject subject, IReadOnlyList<VariantId> onto, Normalizer normalizer, bool isShort)
    {
        string[] titles = [.. onto.Select(normalizer.Names.Short)];
        var shown =
            from task in document.Tasks
            where task.Projections.Any(projection => projection.Refusal is null || projection.IsHostBound)
            group task by (task.Group, Class: task.Class!) into same
            orderby same.Key.Group, ClassOrder.Of(same.Key.Class)
            select same;
        foreach (var same in shown)
            yield return ProjectionTable.Of(
                same.Key.Group.Length == 0 ? same.Key.Class : $"{same.Key.Group}: {same.Key.Class}", [.. same], subject.Here, titles,
                isShort);
        if (document.Refusals.Count > 0)
            yield return Refused(document, titles);
        if (document.Tasks.Any(task => task.Projections.Any(projection => projection.Refusal is null)))
            yield return Validated(document, titles);
        if (document.Links is { } links)
            yield return LinksSection.Of(links, normalizer.Names);
    }

    private static Section Refused(ProjectionDocument document, string[] titles)
    {
        var table = new Table([new("no projection, because", Wraps: true), .. titles.Select(title => new Column(title, true))])
        { IsDense = true };
        foreach (var refusal in document.Refusals)
            table.Add(
                [
                    refusal.Reason,
                    .. document.Onto.Select(product => Count(refusal.Onto.GetValueOrDefault(product))),
                ]);
        return new("Refused", table);
    }

    private static Section Validated(ProjectionDocument document, string[] titles)
    {
        var table = new Table(
            new("class"), new("the figures lack", Wraps: true), new("asked for", Wraps: true), new("median error", true),
            new("90 % below", true), new("in interval", true), new("figures", true))
        { IsDense = true };
        var asked =
            from task in document.Tasks
            from projection in task.Projections
            where projection.Refusal is null
            group projection by (Class: projection.Class!, Question: projection.Question!.Value) into same
            orderby ClassOrder.Of(same.Key.Class), same.Key.Question
            select same;
        foreach (var same in asked)
        {
            var (taskClass, question) = same.Key;
            var products = string.Join(", ", document.Onto.Index()
                .Where(product => same.Any(projection => projection.Onto == product.Item)).Select(product => titles[product.Index]));
            if (document.Validation.FirstOrDefault(row => row.Class == taskClass && row.Question == question) is { } row)
                table.Add(
                    taskClass, Lacking(question), products, Quantity.Percent(row.MedianError), Quantity.Percent(row.Error90),
                    Quantity.Percent(row.Coverage), Count(row.Figures));
            else
                table.Add(taskClass, Lacking(question), products, "not validated", "", "", "0");
        }
        return new("How large errors were, when figures were left out and predicted", table)
        {
            Notes = [.. NarrowText.Lines(
                "An error of 20 % is a factor of 1.2 between the predicted and the published time. In interval: the share of the figures "
                + "inside their 90 % interval. results/validation.json has more.")],
        };
    }

    private static string Lacking(Question question) => question switch
    {
        Question.Size => "the size",
        Question.Publication => "the program",
        Question.Accelerator => "the product",
        _ => "the family",
    };

    private static string Count(int count) => count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture);
}
