namespace GpuBench.Reports.Projecting;

/// <summary>Projections that were refused for one reason.</summary>
/// <param name="Reason">With the range of each number, if reasons differ in numbers.</param>
/// <param name="Onto">Number of tasks by product; the same for all if the task itself is the reason.</param>
public sealed record RefusalEntry(string Reason, IReadOnlyDictionary<string, int> Onto)
{
    internal static IReadOnlyList<RefusalEntry> Of(IReadOnlyList<ProjectedTaskEntry> tasks, ProjectionSubject subject)
    {
        var products = tasks.SelectMany(task => task.Projections).Select(projection => projection.Onto).Distinct().ToList();
        var refused =
            from task in tasks
            from projection in task.Projections
            where projection.Refusal is not null
            group projection by NumberFold.KeyOf(projection.Refusal!) into same
            select new RefusalEntry(NumberFold.Of(same.Select(one => one.Refusal!)), same.CountBy(one => one.Onto).ToDictionary());
        var ofRows = subject.NotTasks.Select(reason =>
            new RefusalEntry(reason.Key, products.ToDictionary(product => product, _ => reason.Value)));
        return
        [
            .. from one in refused.Concat(ofRows)
               orderby one.Onto.Values.Sum() descending, one.Reason
               select one,
        ];
    }
}
