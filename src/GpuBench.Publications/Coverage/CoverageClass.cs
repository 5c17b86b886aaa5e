using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Publications.Coverage;

/// <summary>Rows that answer one question about a device, and the published figures of the same work.</summary>
/// <param name="Name">E.g. <c>attention decode</c>.</param>
/// <param name="Workload">The workload of its rows.</param>
/// <param name="Kind">The <c>kind</c> of its figures; null if no figure is of such work.</param>
public sealed record CoverageClass(string Name, WorkloadDefinition Workload, string? Kind)
{
    /// <summary>Whether a row of the workload belongs to the class.</summary>
    public Func<ResultRow, bool> HasRow { get; init; } = _ => true;

    /// <summary>Whether a figure of the kind belongs to the class. Its quantity may be another than that of the rows.</summary>
    public Func<Observation, bool> HasFigure { get; init; } = _ => true;

    public bool Contains(ResultRow row) => row.Workload == Workload.Name && HasRow(row);

    /// <summary>Ratios that a source quotes are not figures of work.</summary>
    public bool Contains(Observation figure) =>
        figure.Kind == Kind && figure.Quantity is { IsNominal: false, IsQuoted: false } && HasFigure(figure);
}

/// <summary>The classes of <c>figures coverage</c>. Rows of other workloads belong to none: no publication has their quantity.</summary>
public static class CoverageClasses
{
    /// <summary>The kind of figures of whole models in a server or an engine.</summary>
    private const string Models = "llm";

    /// <summary>One for each type of operands, and then those of fixed names. A class may have no row.</summary>
    public static IReadOnlyList<CoverageClass> Of(IReadOnlyList<ResultRow> rows) =>
    [
        .. from row in rows
           where row.Workload == MatMulDefinition.Instance.Name && row.DType is not null
           group row by row.DType!.Value.Input into typed
           orderby typed.Key
           group typed by FamilyOf(typed.Key.Text()) into family
           select MatMul(family.Key),
        .. Others,
    ];

    private static IReadOnlyList<CoverageClass> Others { get; } =
    [
        new("plain arithmetic", PeakDefinition.Instance, PeakDefinition.Instance.Published?.Kind),
        new("bandwidth", StreamDefinition.Instance, StreamDefinition.Instance.Published.Kind),
        Attention("attention prefill", isDecoding: false),
        Attention("attention decode", isDecoding: true),
        Model("model prefill", PrefillDefinition.Instance, "prefill"),
        Model("model decode", DecodeDefinition.Instance, "decode"),
        Model("model requests", GenerateDefinition.Instance, "generate"),
        new("host link", LinkDefinition.Instance, LinkDefinition.Instance.Published.Kind)
        {
            HasRow = row => row.Point.Word("direction") != "d2d",
            HasFigure = figure => figure.IsHostLink,
        },
    ];

    /// <param name="type">A family of types, e.g. <c>fp8</c> for both formats.</param>
    private static CoverageClass MatMul(string type) =>
        new($"matrix multiply {type}", MatMulDefinition.Instance, MatMulDefinition.Instance.Published.Kind)
        {
            HasRow = row => row.DType is { } types && FamilyOf(types.Input.Text()) == type,
            HasFigure = figure => figure.DType is { } types && (FamilyOf(types.Input) == type || types.Printed == type),
        };

    private static CoverageClass Attention(string name, bool isDecoding) =>
        new(name, AttentionDefinition.Instance, AttentionDefinition.Instance.Published.Kind)
        {
            HasRow = row => AttentionShape.From(row.Point).IsDecoding == isDecoding,
            HasFigure = figure => IsDecoding(figure) == isDecoding,
        };

    private static bool IsDecoding(Observation figure) => figure.Word("pass") == "decode"
        || (figure.Number("t") is { } queries && figure.Number("s") is { } keys && AttentionShape.AreDecoding(queries, keys));

    /// <summary>Times and rates of one phase. Those of a server under load mix both phases.</summary>
    private static CoverageClass Model(string name, WorkloadDefinition workload, string phase) => new(name, workload, Models)
    {
        HasFigure = figure => figure.Word("phase") == phase,
    };

    private static string FamilyOf(string type) => type.StartsWith("fp8", StringComparison.Ordinal) ? "fp8" : type;
}
