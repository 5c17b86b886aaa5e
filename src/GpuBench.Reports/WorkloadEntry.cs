using System.Text.Json.Serialization;
using GpuBench.Measuring;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Reports;

public sealed record WorkloadsDocument(int SchemaVersion, IReadOnlyList<WorkloadEntry> Workloads);

/// <summary>A workload in the JSON output.</summary>
/// <param name="Summary">The first sentence of the description.</param>
/// <param name="Units">The units of the value; several if they depend on the type.</param>
/// <param name="LimitedBy">Null if it differs from row to row.</param>
/// <param name="Axes">The workload's own, then the type.</param>
/// <param name="Conditions">The axes that every workload has.</param>
/// <param name="Quantity">The quantity of the published figures that rows are compared with; null if there are none.</param>
/// <param name="UnpublishedReason">Null if there are figures.</param>
/// <param name="Example">A command that measures one point.</param>
public sealed record WorkloadEntry(
    string Name, string Summary, string Description, IReadOnlyList<string> Units, string? LimitedBy, IReadOnlyList<AxisEntry> Axes,
    IReadOnlyList<AxisEntry> Conditions, IReadOnlyList<EngineEntry> Engines, string? Quantity, string? UnpublishedReason, string Example)
{
    /// <param name="workloads">The workloads of all engines. Those of one definition become one entry.</param>
    /// <param name="program">What the user types to start this program.</param>
    public static IReadOnlyList<WorkloadEntry> ListOf(IReadOnlyList<IWorkload> workloads, string program) =>
        [.. workloads.GroupBy(workload => workload.Definition).Select(engines => Of(engines.Key, engines, program))];

    private static WorkloadEntry Of(WorkloadDefinition definition, IEnumerable<IWorkload> engines, string program) => new(
        definition.Name, definition.Summary, definition.Description, UnitsOf(definition), definition.KnownLimiter?.Text(),
        [.. definition.Axes.Select(AxisEntry.Of), .. TypeAxis(definition)],
        [.. ConditionAxes.All.Select(AxisEntry.Of)],
        [.. engines.Select(engine => new EngineEntry(engine.Engine, engine.Kernels))],
        definition.Published?.Quantity, definition.Published is null ? definition.UnpublishedReason : null,
        $"{program} run --workload {definition.Name} {string.Join(' ', ExampleAxes(definition).Select(axis => $"--axis {axis}"))}");

    private static IReadOnlyList<string> UnitsOf(WorkloadDefinition definition) =>
    [
        .. definition.DTypes.Values.Select(type => (NumericTriple?)type).DefaultIfEmpty()
            .Select(type => definition.ValueUnitOf(definition.Example.Point, type).Text()).Distinct(),
    ];

    private static IEnumerable<AxisEntry> TypeAxis(WorkloadDefinition definition) => definition.DTypes.Count == 0
        ? []
        : [new("dtype", "type of the operands", [.. definition.DTypes.Keys], Minimum: null, Maximum: null, Default: null)];

    /// <summary>Axes of equal values are tied together. Conditions are named unless they are the usual ones, listed first.</summary>
    private static IEnumerable<string> ExampleAxes(WorkloadDefinition definition)
    {
        var (point, dtype, conditions) = definition.Example;
        string[] words = [conditions.Cache.Text(), conditions.Regime.Text(), conditions.Launch.Text()];
        return
        [
            .. point.GroupBy(axis => axis.Value, axis => axis.Key).Select(tied => $"{string.Join('=', tied)}={tied.Key}"),
            .. definition.DTypes.Where(type => type.Value == dtype).Select(type => $"dtype={type.Key}").Take(1),
            .. ConditionAxes.All.Zip(words, (axis, word) => (axis, word))
                .Where(condition => condition.axis.Words![0] != condition.word)
                .Select(condition => $"{condition.axis.Name}={condition.word}"),
        ];
    }
}

/// <param name="Words">Null for an axis of whole numbers.</param>
/// <param name="Default">The value of a point without this axis; null if every point has it.</param>
public sealed record AxisEntry(string Name, string Meaning, IReadOnlyList<string>? Words, long? Minimum, long? Maximum, string? Default)
{
    public static AxisEntry Of(Axis axis) => new(
        axis.Name, axis.Meaning, axis.Words, axis.Words is null ? axis.Minimum : null, axis.Words is null ? axis.Maximum : null,
        axis.Default?.ToString());
}

/// <param name="Kernels">Empty if libtorch or the driver does the work.</param>
public sealed record EngineEntry(string Engine, IReadOnlyList<WorkloadKernel> Kernels);

/// <summary>JSON format of workloads.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WorkloadsDocument))]
public sealed partial class WorkloadsJson : JsonSerializerContext;
