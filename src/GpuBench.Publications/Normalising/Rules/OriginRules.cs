namespace GpuBench.Publications.Normalising.Rules;

/// <summary>MLPerf fixes model, data, accuracy and load, so its results are only set against results of the same rules.</summary>
public sealed class MlPerfRule : IComparisonRule
{
    private const string Kind = "mlperf";

    public string Name => "mlperf";

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if ((numerator.Kind == Kind) != (denominator.Kind == Kind))
            return Ruling.Refuse("MLPerf against anything else");
        if (numerator.Kind != Kind)
            return null;
        foreach (var field in new[] { "round", "division", "scenario", "benchmark", "accuracy" })
            if (numerator.Task.GetValueOrDefault(field) != denominator.Task.GetValueOrDefault(field))
                return Ruling.Refuse($"MLPerf {field}: {Word(numerator, field)} against {Word(denominator, field)}");
        return null;
    }

    private static string Word(Observation side, string field) => side.Task.GetValueOrDefault(field) ?? "none";
}

/// <summary>
/// Two published attention kernels of different families are not set against each other: the ratio would be one of software.
/// A device measured here is set against the best that is published for the other, whatever kernel that is.
/// </summary>
public sealed class KernelRule : IComparisonRule
{
    public string Name => "kernel";

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        numerator.Kernel == denominator.Kernel || numerator.IsMeasuredHere || denominator.IsMeasuredHere
            ? null
            : Ruling.Refuse($"kernel: {numerator.Kernel ?? "unstated"} against {denominator.Kernel ?? "unstated"}");
}

/// <summary>Whole models run by different servers, or versions of one, are a job done: software ages faster than silicon.</summary>
public sealed class ProgramRule : IComparisonRule
{
    public string Name => "program";

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        numerator.Program == denominator.Program || numerator.UnitClass != "mixed"
            ? null
            : new(RulingKind.Note, $"{numerator.Program ?? "unstated"} against {denominator.Program ?? "unstated"}") { TaskOnly = true };
}

/// <summary>A figure that does not name its variant may be of any: its ratios are ranges.</summary>
public sealed class VariantRule : IComparisonRule
{
    public string Name => "variant";

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        numerator.Variant is { IsUnstated: true } || denominator.Variant is { IsUnstated: true }
            ? Ruling.Unknown("variant") with { RangeOnly = true }
            : null;
}

/// <summary>How many devices a value is for. Rates of devices working side by side are brought to one device.</summary>
public sealed class CountRule : IComparisonRule
{
    public string Name => "count";

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        numerator.Count == denominator.Count ? null
        : numerator.Quantity.DividesByCount && !IsPerDevice(numerator) && !IsPerDevice(denominator)
            ? Ruling.Convert($"{numerator.Count} against {denominator.Count} devices, to one each", (double)denominator.Count / numerator.Count)
        : Ruling.Refuse($"count: {numerator.Count} against {denominator.Count} devices");

    /// <summary>A rate per user or device is already one.</summary>
    private static bool IsPerDevice(Observation side) => side.Task.ContainsKey("per");
}
