using System.Globalization;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Planning;

/// <summary>
/// The values of one <c>--axis</c>: <c>m=1024,2048</c>, <c>m=1024..8192*2</c>, <c>t=128..512+128</c>, words (<c>dtype=fp16,fp32</c>), and
/// axes tied together (<c>m=n=k=512,1024</c>).
/// </summary>
/// <param name="Names">Several for tied axes, which take each value together.</param>
public sealed record AxisValues(IReadOnlyList<string> Names, IReadOnlyList<AxisValue> Values)
{
    /// <summary>Chosen: as many values as a workload may have points.</summary>
    private const int MaxValues = 10_000;

    /// <exception cref="UserError">Exit code 2.</exception>
    public static AxisValues Parse(string text)
    {
        var parts = text.Split('=');
        if (parts.Length < 2 || parts[..^1].Concat(parts[^1].Split(',')).Any(string.IsNullOrWhiteSpace))
            throw UserError.Usage($"--axis {text}: write NAME=VALUES, e.g. m=1024..8192*2 or dtype=fp16,fp32");
        var values = parts[^1].Split(',').SelectMany(item => Expand(item.Trim(), text)).Distinct().ToList();
        return new([.. parts[..^1].Select(name => name.Trim())], values);
    }

    private static List<AxisValue> Expand(string item, string text)
    {
        var dots = item.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
            return [TryNumber(item, out var number) ? number : new AxisValue(item)];
        var stepAt = item.IndexOfAny(['*', '+'], dots);
        if (stepAt < 0
            || !TryNumber(item[..dots], out var first)
            || !TryNumber(item[(dots + 2)..stepAt], out var last)
            || !TryNumber(item[(stepAt + 1)..], out var step))
            throw UserError.Usage($"--axis {text}: a range is FIRST..LAST*FACTOR or FIRST..LAST+STEP");
        var multiply = item[stepAt] == '*';
        if (first < 1 || last < first || step < (multiply ? 2 : 1))
            throw UserError.Usage($"--axis {text}: the range must start at 1 or more, and rise by a factor from 2 or a step from 1");
        var values = new List<AxisValue>();
        // The value after the last one may exceed 64 bits.
        for (Int128 value = first; value <= last; value = multiply ? value * step : value + step)
        {
            values.Add((long)value);
            if (values.Count > MaxValues)
                throw UserError.Usage($"--axis {text}: more than {MaxValues} values");
        }
        return values;
    }

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

/// <summary>Applies <c>--axis</c> to the cases of a suite: each given value replaces the coordinate in each case.</summary>
public static class CaseExpansion
{
    public const string DTypeAxis = "dtype";

    /// <summary>Chosen: a run of this many points takes days, and a much larger product of lists would fill the memory.</summary>
    private const int MaxCases = 10_000;

    /// <exception cref="UserError">Exit code 2: a value is outside its axis, or there are too many points.</exception>
    public static IReadOnlyList<Case> Expand(
        WorkloadDefinition workload, IReadOnlyList<Case> cases, IReadOnlyList<AxisValues> overrides)
    {
        var expanded = cases.Distinct().ToList();
        foreach (var axis in overrides.Where(axis => axis.Names.All(name => Knows(workload, name))))
        {
            expanded = [.. expanded
                .SelectMany(c => axis.Values.Select(value => axis.Names.Aggregate(c, (x, name) => Replace(workload, x, name, value))))
                .Distinct()
                .Take(MaxCases + 1)];
            if (expanded.Count > MaxCases)
                throw UserError.Usage(
                    $"--axis: {workload.Name} would have more than {MaxCases} points, as the values of all axes are combined; "
                    + "give fewer values, or tie axes together (m=n=k=512,1024)");
        }
        foreach (var c in expanded)
            workload.Validate(c.Point);
        return expanded;
    }

    public static bool Knows(WorkloadDefinition workload, string axis) =>
        workload.Axes.Any(a => a.Name == axis)
        || (axis == DTypeAxis && workload.DTypes.Count > 0)
        || ConditionAxes.All.Any(a => a.Name == axis);

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
                return old with { Conditions = old.Conditions with { Cache = ConditionAxes.ParseCache(word) } };
            case "regime":
                return old with { Conditions = old.Conditions with { Regime = ConditionAxes.ParseRegime(word) } };
            case "launch":
                return old with { Conditions = old.Conditions with { Launch = ConditionAxes.ParseLaunch(word) } };
            default:
                return old with { Point = Replace(workload, old.Point, axis, workload.Axes.First(a => a.Name == axis).Read(value)) };
        }
    }

    /// <summary>Optional coordinates follow the others in the order of their axes, so that equal points have equal keys.</summary>
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
