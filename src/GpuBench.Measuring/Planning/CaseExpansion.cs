using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Planning;

/// <summary>Applies <c>--axis</c> to the cases of a suite: every asked-for value replaces that coordinate in every case.</summary>
public static class CaseExpansion
{
    public const string DTypeAxis = "dtype";

    /// <summary>A run of so many takes days; lists whose product is larger would fill the memory before it began.</summary>
    private const int MostCases = 10_000;

    /// <exception cref="UserError">Exit code 2: a value is outside its axis, or there are too many.</exception>
    public static IReadOnlyList<Case> Expand(
        WorkloadDefinition workload, IReadOnlyList<Case> cases, IReadOnlyList<AxisValues> overrides)
    {
        var expanded = cases.Distinct().ToList();
        foreach (var axis in overrides.Where(axis => axis.Names.All(name => Knows(workload, name))))
        {
            expanded = [.. expanded
                .SelectMany(c => axis.Values.Select(value => axis.Names.Aggregate(c, (x, name) => Replace(workload, x, name, value))))
                .Distinct()
                .Take(MostCases + 1)];
            if (expanded.Count > MostCases)
                throw UserError.Usage($"--axis: {workload.Name} would have more than {MostCases} points, each value of an axis with each of the others; give fewer, or tie axes together (m=n=k=512,1024)");
        }
        foreach (var c in expanded)
            workload.Validate(c.Point);
        return expanded;
    }

    public static bool Knows(WorkloadDefinition workload, string axis) =>
        workload.Axes.Any(a => a.Name == axis)
        || (axis == DTypeAxis && workload.DTypes.Count > 0)
        || Conditions.AxisNames.Contains(axis);

    private static Case Replace(WorkloadDefinition workload, Case old, string axis, AxisValue value)
    {
        var word = value.ToString();
        switch (axis)
        {
            case DTypeAxis:
                return workload.DTypes.TryGetValue(word, out var dtype)
                    ? old with { DType = dtype }
                    : throw UserError.Usage($"--axis dtype={word}: {workload.Name} knows {string.Join(", ", workload.DTypes.Keys)}");
            case "cache":
                return old with { Conditions = old.Conditions with { Cache = Conditions.ParseCache(word) } };
            case "regime":
                return old with { Conditions = old.Conditions with { Regime = Conditions.ParseRegime(word) } };
            case "launch":
                return old with { Conditions = old.Conditions with { Launch = Conditions.ParseLaunch(word) } };
            default:
                return old with { Point = Replace(workload, old.Point, axis, workload.Axes.First(a => a.Name == axis).Read(value)) };
        }
    }

    /// <summary>Coordinates that may be left out follow the others in the order of their axes, so that equal points have equal keys.</summary>
    private static Point Replace(WorkloadDefinition workload, Point old, string name, AxisValue value)
    {
        var optional = workload.Axes.Where(axis => axis.Default is not null).ToList();
        var changed = new Point();
        foreach (var (axis, coordinate) in old.Where(c => !optional.Exists(axis => axis.Name == c.Key)))
            changed.Add(axis, axis == name ? value : coordinate);
        foreach (var axis in optional)
        {
            var coordinate = axis.Name == name ? value : old.Has(axis.Name) ? old[axis.Name] : axis.Default!.Value;
            if (coordinate != axis.Default)
                changed.Add(axis.Name, coordinate);
        }
        return changed;
    }
}
