using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Workloads;

/// <summary>
/// Defines what is measured, independent of engines: the axes, the counted work, and the points of each suite. All engines share one
/// definition, so that their rows can be compared.
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

    /// <summary>The conditions that a short name of a trial at this point does not mention.</summary>
    public virtual Conditions UsualConditions(Point point) => Example.Conditions;

    /// <returns>Short text of the point, e.g. <c>8192³</c>. csv and json contain the full form.</returns>
    public virtual string Format(Point point) => string.Join(' ', point.Select(axis => axis.Value.ToString()));

    /// <summary>Null if no published figure is of this kind.</summary>
    public virtual PublishedTask? Published => null;

    /// <summary>Why <see cref="Published"/> is null, in a clause.</summary>
    public virtual string UnpublishedReason => "nothing of the kind is published";

    /// <summary>The short names accepted by <c>--axis dtype=</c>; empty if no arithmetic is done.</summary>
    public abstract IReadOnlyDictionary<string, NumericTriple> DTypes { get; }

    /// <summary>Work of one launch. Pure; exact up to 2^53.</summary>
    public abstract WorkCount Count(Point point, NumericTriple? dtype);

    public abstract ValueUnit ValueUnitOf(Point point, NumericTriple? dtype);

    /// <summary>Null if no floating-point operation is counted.</summary>
    public virtual FlopConvention? ConventionOf(Point point) => null;

    /// <summary>As <see cref="Count"/>, in a convention that a file states.</summary>
    /// <returns>Null if the point cannot be counted in that convention.</returns>
    public virtual WorkCount? CountIn(FlopConvention? convention, Point point, NumericTriple? dtype) =>
        convention == ConventionOf(point) ? Count(point, dtype) : null;

    /// <summary>The limiter that follows from the workload; null if the measured roofs decide.</summary>
    public virtual Limiter? KnownLimiter => null;

    /// <summary>The roof that the workload measures for others; null: none.</summary>
    public virtual Roof? Measures => null;

    /// <summary>For a whole model: the roof of its utilisation (MFU, MBU); null if the limiter of the row decides.</summary>
    public virtual Roof? ShareOf => null;

    /// <summary>Whether matrix units, if a device has them, can do the work in these types.</summary>
    public virtual bool SuitsMatrixUnits(NumericTriple? dtype) => false;

    /// <summary>Device memory that one set of operands needs, in bytes.</summary>
    public abstract double BytesPerSet(Point point, NumericTriple? dtype);

    /// <summary>The terms of <see cref="BytesPerSet"/> in words; null if there is only one.</summary>
    public virtual string? TermsOfBytes(Point point, NumericTriple? dtype) => null;

    /// <summary>What the host does for one round. Pure.</summary>
    public abstract HostWork HostWorkOf(Point point, NumericTriple? dtype);

    /// <summary>The cases of a suite, sized for the device. Pure.</summary>
    public abstract IReadOnlyList<Case> Cases(Suite suite, DeviceInfo device);

    /// <summary>
    /// Whether the point is measured even if its round takes far more than its share of the budget, then with one sample. True for the
    /// smallest point with published figures: without it, a slow device could not be compared. Pure.
    /// </summary>
    public virtual bool IsReferencePoint(Point point) => false;

    /// <exception cref="UserError">Exit code 2: the coordinates contradict each other.</exception>
    public virtual void Validate(Point point) { }

    /// <summary>Checks a point of a file. Points of the command line are checked axis by axis.</summary>
    /// <returns>The error in words; null: none.</returns>
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

    /// <returns>The error in words; null: none.</returns>
    public string? FaultOf(NumericTriple? dtype) => dtype is { } type
        ? DTypes.Values.Contains(type) || DTypes.Count == 0 ? null : $"{Name} does not have its types {type}"
        : DTypes.Count == 0 ? null : "its dtype is missing";

    /// <summary>Name of the rate.</summary>
    public string MetricOf(Point point, NumericTriple? dtype) => ValueUnitOf(point, dtype) switch
    {
        ValueUnit.BytesPerSecond => "bandwidth",
        _ => "throughput",
    };
}
