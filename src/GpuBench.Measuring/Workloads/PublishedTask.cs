using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Workloads;

/// <summary>A workload in the words of published figures: what their authors call it, and which fields their figures have.</summary>
/// <param name="Kind">The <c>kind</c> of such a figure's workload, e.g. <c>gemm</c>.</param>
/// <param name="Quantity">The quantity that its rate is, e.g. <c>gemm-throughput</c>.</param>
/// <param name="Translate">Brings the fields of a point of ours, named as its axes, to those of published figures.</param>
public sealed record PublishedTask(string Kind, string Quantity, Action<IDictionary<string, string>, Point, WorkCount> Translate)
{
    /// <summary>Further quantities whose figures come from work of this kind.</summary>
    public IReadOnlyList<string> OtherQuantities { get; init; } = [];

    /// <summary>Fields without which nobody can repeat a figure.</summary>
    public required IReadOnlyList<string> RequiredFields { get; init; }

    /// <summary>Fields that mean the same with this value as without any.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether matrix units may skip half of the operands (2:4), so that a figure must say if they did.</summary>
    public bool HasSparsity { get; init; }

    /// <summary>
    /// Whether the work moves bytes and computes nothing: in arrays larger than the caches, size and type do not change the rate.
    /// </summary>
    public bool MovesBytes { get; init; }

    /// <summary>
    /// Whether bytes may be counted as reads alone or as reads and writes, so that a figure must say which (<c>counting</c>).
    /// </summary>
    public bool HasCounting { get; init; }

    /// <summary>Whether the work consists of heads that do not depend on each other: the rate on some is a lower bound for more.</summary>
    public bool HasHeads { get; init; }

    /// <summary>Whether bytes are moved between a host and a device, or between devices. The host itself has no such link.</summary>
    public bool CrossesLink { get; init; }

    /// <summary>
    /// Whether <c>engine</c> says what was done: a copy engine and a copy kernel are two tasks. Elsewhere it names a program.
    /// </summary>
    public bool EngineIsTask { get; init; }

    /// <summary>The task in few words, e.g. <c>8192³</c>; null where fields are listed one by one.</summary>
    public Func<IReadOnlyDictionary<string, string>, string?>? Format { get; init; }

    /// <summary>Fields that <see cref="Format"/> says, or that are alike in every figure of the kind.</summary>
    public IReadOnlyList<string> FormattedFields { get; init; } = [];

    /// <returns>The point in the fields of published figures.</returns>
    public SortedDictionary<string, string> FieldsOf(Point point, WorkCount work)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (axis, value) in point)
            fields[axis] = value.ToString();
        Translate(fields, point, work);
        return fields;
    }
}
