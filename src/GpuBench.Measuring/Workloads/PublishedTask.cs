using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Workloads;

/// <summary>A workload in the terms of published figures: its kind, its quantity and the fields of its figures.</summary>
/// <param name="Kind">The <c>kind</c> of the workload in such figures, e.g. <c>gemm</c>.</param>
/// <param name="Quantity">The quantity of its rate, e.g. <c>gemm-throughput</c>.</param>
/// <param name="Translate">Converts the fields of a point, which have the names of its axes, to the fields of published figures.</param>
public sealed record PublishedTask(string Kind, string Quantity, Action<IDictionary<string, string>, Point, WorkCount> Translate)
{
    /// <summary>Further quantities of figures from this kind of work.</summary>
    public IReadOnlyList<string> OtherQuantities { get; init; } = [];

    /// <summary>Whether figures of other kinds of work have its quantity, too.</summary>
    public bool SharesQuantity { get; init; }

    /// <summary>Fields that a repetition of a figure needs.</summary>
    public required IReadOnlyList<string> RequiredFields { get; init; }

    /// <summary>Values of fields that have the same meaning as a missing field.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>();

    /// <summary>Fields that every task has and sources often omit. If one is missing, it is unknown and does not differ.</summary>
    public IReadOnlyList<string> UnknownIfMissing { get; init; } = [];

    /// <summary>Fields that are equal in all pairs that may be divided. They find the figures of a task.</summary>
    public IReadOnlyList<string> KeyFields { get; init; } = [];

    /// <summary>Whether libtorch runs the vendor's library, the best that the device has. If not, its rate is a lower bound.</summary>
    public bool VendorLibraryRunsIt { get; init; }

    /// <summary>Whether matrix units may skip half of the operands (2:4). A figure must then state whether they did.</summary>
    public bool HasSparsity { get; init; }

    /// <summary>Whether the work moves bytes only. In arrays larger than the caches, size and type do not change the rate.</summary>
    public bool MovesBytes { get; init; }

    /// <summary>Whether bytes may be counted as reads alone or as reads and writes. A figure must state which (<c>counting</c>).</summary>
    public bool HasCounting { get; init; }

    /// <summary>Whether the work consists of independent heads. The rate on some heads is then a lower bound for more heads.</summary>
    public bool HasHeads { get; init; }

    /// <summary>Whether bytes move between a host and a device, or between devices. The host itself has no such link.</summary>
    public bool CrossesLink { get; init; }

    /// <summary>Whether <c>engine</c> is part of the task, as a copy engine or a copy kernel. Elsewhere it names a program.</summary>
    public bool EngineIsTask { get; init; }

    /// <summary>Short text of the task, e.g. <c>8192³</c>; null if the fields are listed.</summary>
    public Func<IReadOnlyDictionary<string, string>, string?>? Format { get; init; }

    /// <summary>Fields that <see cref="Format"/> contains, or that are equal in all figures of the kind.</summary>
    public IReadOnlyList<string> FormattedFields { get; init; } = [];

    /// <returns>The fields of published figures for the point.</returns>
    public SortedDictionary<string, string> FieldsOf(Point point, WorkCount work)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (axis, value) in point)
            fields[axis] = value.ToString();
        Translate(fields, point, work);
        foreach (var (field, value) in Defaults)
            if (fields.GetValueOrDefault(field) == value)
                fields.Remove(field);
        return fields;
    }
}
