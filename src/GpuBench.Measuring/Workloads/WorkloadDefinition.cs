using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Workloads;

/// <summary>
/// What is measured, free of any engine: the axes, the work counted, the points of each suite.
/// Every engine that runs the workload shares the one definition, so their rows can be compared.
/// </summary>
public abstract class WorkloadDefinition
{
    /// <summary>The name in files and on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Sentences: first what is measured, in at most 70 characters; then what is done and counted, and what the rate must not be compared
    /// with.
    /// </summary>
    public abstract string Description { get; }

    /// <summary>The first sentence of <see cref="Description"/>, without its full stop.</summary>
    public string Summary => Description.Split(". ")[0].TrimEnd('.');

    public abstract IReadOnlyList<Axis> Axes { get; }

    /// <summary>A case that shows how to ask for one point; most devices can run it.</summary>
    public abstract Case Example { get; }

    /// <returns>The point as short as people say it, e.g. <c>8192³</c>. The full form stands in csv and json.</returns>
    public virtual string Format(Point point) => string.Join(' ', point.Select(axis => axis.Value.ToString()));

    /// <summary>Null where nothing published is of the kind.</summary>
    public virtual PublishedTask? Published => null;

    /// <summary>Why <see cref="Published"/> is null, in a clause.</summary>
    public virtual string UnpublishedReason => "nothing of the kind is published";

    /// <summary>The short names accepted by <c>--axis dtype=</c>; empty where no arithmetic is done.</summary>
    public abstract IReadOnlyDictionary<string, NumericTriple> DTypes { get; }

    /// <summary>Work of one launch. Pure; exact up to 2^53.</summary>
    public abstract WorkCount Count(Point point, NumericTriple? dtype);

    public abstract ValueUnit ValueUnitOf(Point point, NumericTriple? dtype);

    /// <summary>Null where no floating-point operation is counted.</summary>
    public virtual FlopConvention? ConventionOf(Point point) => null;

    /// <summary>Known by what the workload is; null where it must be modelled from measured roofs.</summary>
    public virtual Limiter? KnownLimiter => null;

    /// <summary>The limit that the workload measures, as a roof for others; null: none.</summary>
    public virtual Roof? Measures => null;

    /// <summary>
    /// Of a whole model: the limit that its rate is customarily a share of (MFU, MBU); null where the row's bound decides.
    /// </summary>
    public virtual Roof? ShareOf => null;

    /// <summary>Whether matrix units, where a device has them, can do the work in these types.</summary>
    public virtual bool SuitsMatrixUnits(NumericTriple? dtype) => false;

    /// <summary>Device memory that one set of operands needs, in bytes.</summary>
    public abstract double BytesPerSet(Point point, NumericTriple? dtype);

    /// <summary>What the host does for one round. Pure.</summary>
    public abstract HostWork HostWorkOf(Point point, NumericTriple? dtype);

    /// <summary>The cases of a suite, sized for the device. Pure.</summary>
    public abstract IReadOnlyList<Case> Cases(Suite suite, DeviceInfo device);

    /// <summary>
    /// Whether the point is worth a round far over its share of the budget, with one sample where more do not fit: the
    /// smallest that figures are published at, without which a slow device is set against nothing. Pure.
    /// </summary>
    public virtual bool IsReferencePoint(Point point) => false;

    /// <exception cref="UserError">Exit code 2: the coordinates contradict each other.</exception>
    public virtual void Validate(Point point) { }

    /// <summary>For points of files: those of the command line are read axis by axis.</summary>
    /// <returns>What is wrong with the point, in words; null: nothing.</returns>
    public string? FaultOf(Point point)
    {
        if (Axes.FirstOrDefault(axis => axis.Default is null && !point.Has(axis.Name)) is { } missing)
            return $"its point lacks {missing.Name}";
        try
        {
            foreach (var axis in Axes.Where(axis => point.Has(axis.Name)))
                axis.Require(point[axis.Name]);
            Validate(point);
            return null;
        }
        catch (UserError error)
        {
            return error.Message;
        }
    }

    /// <returns>What is wrong with the types, in words; null: nothing.</returns>
    public string? FaultOf(NumericTriple? dtype) => dtype is { } type
        ? DTypes.Values.Contains(type) || DTypes.Count == 0 ? null : $"its types {type} are none of {Name}"
        : DTypes.Count == 0 ? null : "it lacks dtype";

    /// <summary>What the row's rate is called.</summary>
    public string MetricOf(Point point, NumericTriple? dtype) => ValueUnitOf(point, dtype) switch
    {
        ValueUnit.BytesPerSecond => "bandwidth",
        _ => "throughput",
    };
}
