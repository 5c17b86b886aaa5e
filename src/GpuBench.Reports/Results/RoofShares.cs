using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Results.FirstScreen;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Reports.Results;

/// <summary>Shares of a row's value: of the roofs that the same run measured, and of the product's nominal peaks.</summary>
/// <param name="rows">All rows of one device.</param>
public sealed class RoofShares(IReadOnlyList<ResultRow> rows, ResultNormalizer normalizer)
{
    /// <summary>The highest row of each kind that measures a roof. A run has few kinds and may have thousands of rows.</summary>
    private readonly List<(Roof Roof, ResultRow Row)> _roofs =
    [
        .. from row in rows
           where row.Status == TrialStatus.Ok && row.Median is not null
           let roof = WorkloadDefinitions.Find(row.Workload)?.Measures
           where roof is not null
           group row by (roof.Value, row.Engine, row.ValueUnit, row.DType, row.Unit) into kind
           select (kind.Key.Value, kind.MaxBy(row => row.Median)!),
    ];

    /// <summary>
    /// For a model's row, <see cref="OfModelRoof"/>. For others, the share of the row's limiter: the peak in its accumulator type, or the
    /// fastest stream. Null if that roof was not measured, or another unit did the row's work, or the row is suspect.
    /// </summary>
    public double? OfMeasuredRoof(ResultRow row) =>
        row.Status != TrialStatus.Ok ? null : row.Unit == HardwareUnit.Mixed ? OfModelRoof(row) : OfRoof(row);

    private double? OfRoof(ResultRow row) => row.Median / (row.Limiter switch
    {
        Limiter.Compute when row.Unit == HardwareUnit.Simt => Best(
            Roof.VectorCompute, r => r.ValueUnit == row.ValueUnit && r.DType?.Accumulate == row.DType?.Accumulate),
        Limiter.Memory when row.Unit == HardwareUnit.Copy => Best(Roof.Memory, _ => true),
        Limiter.Memory when row.Unit == HardwareUnit.Simt => Best(Roof.Memory, _ => true) * row.Work.ArithmeticIntensity,
        _ => null,
    });

    /// <summary>As <see cref="NominalShare"/>.</summary>
    public double? OfNominalPeak(ResultRow row) => NominalShare.Of(row, normalizer);

    /// <summary>
    /// Prefill: model FLOP utilisation. Counted FLOP per second over the fastest matrix multiply of the same engine, in the same types or,
    /// on vector lanes, with the same accumulator, which alone limits them.
    /// Decode: model bandwidth utilisation. Counted bytes per second over the fastest stream of the same engine.
    /// </summary>
    private double? OfModelRoof(ResultRow row) => row.Median / row.Work.TokenCount * WorkloadDefinitions.Find(row.Workload)?.ShareOf switch
    {
        Roof.MatrixCompute => row.Work.OperationCount / Best(Roof.MatrixCompute, r => r.Engine == row.Engine
            && (r.DType?.Input == row.DType?.Input || (r.Unit == HardwareUnit.Simt && r.DType?.Accumulate == row.DType?.Accumulate))),
        Roof.Memory => row.Work.Bytes / Best(Roof.Memory, r => r.Engine == row.Engine),
        _ => null,
    };

    /// <summary>The highest value of the rows that measure a roof; suspect rows are excluded.</summary>
    private double? Best(Roof roof, Func<ResultRow, bool> condition) =>
        _roofs.Where(highest => highest.Roof == roof && condition(highest.Row)).Max(highest => highest.Row.Median);
}
