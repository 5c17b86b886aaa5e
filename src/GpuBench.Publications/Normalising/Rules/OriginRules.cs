using System.Globalization;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Publications.Normalising.Rules;

/// <summary>Recalled figures, and figures whose source leaves out what a repetition needs, are never divided.</summary>
public sealed class UsableRule : IComparisonRule
{
    public string Name => "unusable";

    public int Specificity => 1;

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        (numerator.Unusable ?? denominator.Unusable) is { } why ? Ruling.Refuse(why) : null;
}

/// <summary>MLPerf fixes model, data, accuracy and load. Its results are compared only with results under the same rules.</summary>
public sealed class MlPerfRule : IComparisonRule
{
    public string Name => "mlperf";

    public int Specificity => 2;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if ((numerator.Kind == TaskFields.MlPerf) != (denominator.Kind == TaskFields.MlPerf))
            return Ruling.Refuse("MLPerf against anything else");
        if (numerator.Kind != TaskFields.MlPerf)
            return null;
        foreach (var field in new[] { "round", "division", "scenario", "benchmark", "accuracy" })
            if (numerator.Word(field) != denominator.Word(field))
                return Ruling.Refuse($"MLPerf {field}: {numerator.Word(field) ?? "none"} against {denominator.Word(field) ?? "none"}");
        return null;
    }
}

/// <summary>
/// Attention kernels of different families are not compared, because the ratio would be one of software. A row measured here is a lower
/// bound for its device if the published kernel is of another family.
/// </summary>
public sealed class KernelRule : IComparisonRule
{
    public string Name => "kernel";

    public int Specificity => 10;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        var (mine, theirs) = (numerator.Kernel, denominator.Kernel);
        if (mine == theirs)
            return null;
        var why = $"kernel: {mine ?? "unstated"} against {theirs ?? "unstated"}";
        if (!numerator.IsMeasuredHere)
            return Ruling.Refuse(why);
        // Of a kernel that need not be the fastest, BoundRule says so.
        return numerator.IsLowerBound || !numerator.HasHeads ? null
            : IsVersionOf(mine, theirs) ? Ruling.Unknown("kernel version")
            : new(RulingKind.AtLeast, why);
    }

    /// <summary>Sources name a version of some families, e.g. <c>cudnn-9.19</c>; libtorch does not.</summary>
    private static bool IsVersionOf(string? family, string? kernel) =>
        family is not null && kernel is not null && kernel.StartsWith($"{family}-", StringComparison.Ordinal);
}

/// <summary>
/// The hardware unit that did the work. If the units differ, a measured pair gets a task ratio instead of a unit ratio, and two nominal
/// peaks are refused.
/// </summary>
public sealed class UnitRule : IComparisonRule
{
    public string Name => "unit";

    public int Specificity => 14;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        var (mine, theirs) = (numerator.HardwareUnit, denominator.HardwareUnit);
        var known = mine != "unknown" && theirs != "unknown";
        if (mine == theirs && known)
            return mine == "mixed" ? new(RulingKind.Note, "whole models") { TaskOnly = true } : null;
        if (numerator.Quantity.IsNominal)
            return Ruling.Refuse($"hardware unit: {mine ?? "none"} against {theirs ?? "none"}");
        return known
            ? Ruling.Differ($"no unit ratio: {mine ?? "none"} against {theirs ?? "none"}") with { TaskOnly = true }
            : Ruling.Unknown("hardware unit") with { TaskOnly = true };
    }
}

/// <summary>Whole models run by different servers, or versions of one, get a task ratio, because the software differs.</summary>
public sealed class ProgramRule : IComparisonRule
{
    public string Name => "program";

    public int Specificity => 15;

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        numerator.HardwareUnit != "mixed" ? null
        : numerator.Program is null || denominator.Program is null ? Ruling.Unknown("program") with { TaskOnly = true }
        : numerator.Program == denominator.Program ? null
        : Ruling.Differ($"{numerator.Program} against {denominator.Program}") with { TaskOnly = true };
}

/// <summary>A power limit below the product's own. The clock under load depends on it, by an unknown amount.</summary>
public sealed class PowerRule : IComparisonRule
{
    public string Name => "power";

    public int Specificity => 22;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        var (mine, theirs) = (numerator.PowerCapWatts, denominator.PowerCapWatts);
        return mine == theirs ? null : Ruling.Differ($"power limit: {Text(mine)} against {Text(theirs)}");
    }

    private static string Text(double? watts) =>
        watts is { } cap ? string.Create(CultureInfo.InvariantCulture, $"{cap:0.#} W") : "the product's own";
}

/// <summary>The number of devices that a value is the total of. Rates of independent devices are divided by it.</summary>
public sealed class CountRule : IComparisonRule
{
    public string Name => "count";

    public int Specificity => 13;

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        numerator.Count == denominator.Count ? null
        : numerator.Quantity.DividesByCount && !IsPerDevice(numerator) && !IsPerDevice(denominator)
            ? Ruling.Convert(
                $"{numerator.Count} against {denominator.Count} devices, converted to one device each",
                (double)denominator.Count / numerator.Count)
        : Ruling.Refuse($"count: {numerator.Count} against {denominator.Count} devices");

    /// <summary>A rate per user or device is not a total.</summary>
    private static bool IsPerDevice(Observation side) => side.Task.ContainsKey("per");
}

/// <summary>
/// A side that does not name its variant may be any of them, and the ratio is a range. One that names it in part widens the interval.
/// </summary>
public sealed class VariantRule : IComparisonRule
{
    public string Name => "variant";

    public int Specificity => 21;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        var (mine, theirs) = (Doubt(numerator), Doubt(denominator));
        if (mine is null && theirs is null)
            return null;
        return Ruling.Unknown(string.Join(", ", new[] { mine?.Why, theirs?.Why }.OfType<string>().Distinct())) with
        {
            Spread = Spread(mine).InQuadrature(Spread(theirs).Inverse()),
            RangeOnly = numerator.Variant is { IsUnstated: true } || denominator.Variant is { IsUnstated: true },
        };
    }

    private static VariantDoubt? Doubt(Observation side) =>
        side.VariantDoubt ?? (side.Variant is { IsUnstated: true } ? new("variant", new(1, 1)) : null);

    private static Interval Spread(VariantDoubt? doubt) => doubt?.Spread ?? new(1, 1);
}

/// <summary>A lower bound on one side bounds the ratio. Two lower bounds give no ratio.</summary>
public sealed class BoundRule : IComparisonRule
{
    /// <summary>Why a value measured here is a lower bound.</summary>
    internal const string OwnKernel = "this kernel may not be the fastest on the device";

    /// <summary>
    /// A library whose rates are those of the host for small batches: an H100 generates 41 token/s with it where an RTX 4090 generates 47.
    /// </summary>
    private const string HostBoundProgram = "transformers";

    /// <summary>
    /// A pass over as many tokens takes the device longer than the host needs to launch it: GLM-4-9B on an H100 reads 1000 tokens in 50
    /// ms, where a step takes 22 ms.
    /// </summary>
    private const double FewestDeviceBoundTokens = 1000;

    public string Name => "bound";

    public int Specificity => 20;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        // A lower bound means "at least as good", so it raises the ratio for times too.
        var (mine, theirs) = (numerator.IsLowerBound, denominator.IsLowerBound);
        if (mine && !theirs && IsBoundByItsHost(denominator))
            return Ruling.Refuse($"{HostBoundProgram} launches each operation from Python, so the other device can do more");
        return (mine, theirs) switch
        {
            (true, true) => Ruling.Refuse("both sides are lower bounds"),
            (true, false) => new(RulingKind.AtLeast, Why(numerator)),
            (false, true) => new(RulingKind.AtMost, Why(denominator)),
            _ => null,
        };
    }

    private static bool IsBoundByItsHost(Observation side) =>
        side.Kind == TaskFields.LanguageModel && side.Program?.Split(' ')[0] == HostBoundProgram
        && !(side.Word("phase") == "prefill" && side.Number("inputTokens") >= FewestDeviceBoundTokens);

    private static string Why(Observation side) => side.IsMeasuredHere
        ? OwnKernel
        : "printed as a lower bound";
}
