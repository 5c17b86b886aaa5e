namespace GpuBench.Publications.Checking;

/// <summary>What one check saw.</summary>
/// <param name="Subjects">What it looked at, in the plural.</param>
/// <param name="Count">How many of them; none means that the check checked nothing.</param>
public sealed record CheckResult(string Name, string Subjects, int Count, IReadOnlyList<CheckFinding> Findings)
{
    public static CheckResult Of<T>(
        string name, string subjects, IEnumerable<T> items, Func<T, IEnumerable<CheckFinding>> look)
    {
        var list = items.ToList();
        return new(name, subjects, list.Count, [.. list.SelectMany(look)]);
    }
}
