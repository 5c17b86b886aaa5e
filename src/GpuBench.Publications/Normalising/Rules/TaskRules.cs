using System.Globalization;

namespace GpuBench.Publications.Normalising.Rules;

/// <summary>Kind and shape must be the same. Streams and links have their own rule.</summary>
public sealed class TaskRule : IComparisonRule
{
    /// <summary>The direction of a link. One or both directions differ by a factor of two, so it must be stated.</summary>
    private const string Direction = "direction";

    public string Name => "shape";

    public int Specificity => 3;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (numerator.Kind != denominator.Kind)
            return Ruling.Refuse($"task: {Kind(numerator)} against {Kind(denominator)}");
        if (numerator.MovesBytes)
            return null;
        // Judged once for all fields, because it reads numbers.
        var contextServes = numerator.Kind == TaskFields.LanguageModel && ContextRule.Serves(numerator, denominator);
        List<string> unknown = [], differences = [];
        foreach (var (field, mine) in numerator.Task)
            Judge(field, mine, denominator.Word(field));
        foreach (var (field, theirs) in denominator.Task)
            if (!numerator.Task.ContainsKey(field))
                Judge(field, null, theirs);
        return differences.Count > 0 ? Ruling.Refuse(string.Join(", ", differences.Order(StringComparer.Ordinal)))
            : unknown.Count > 0 ? Ruling.Unknown(string.Join(", ", unknown.Order(StringComparer.Ordinal)))
            : null;

        void Judge(string field, string? mine, string? theirs)
        {
            // Most fields of most pairs agree, and the other tests take longer.
            if (mine == theirs && mine != TaskFields.Unstated)
                return;
            if (IsJudgedElsewhere(field, numerator, contextServes) || QuantizationRule.Serves(field, numerator, denominator))
                return;
            if (field != Direction && (IsUnknown(field, mine, numerator) || IsUnknown(field, theirs, denominator)))
                unknown.Add(field);
            else if (!IsSameShape(field, theirs, numerator))
                differences.Add($"{field} {mine ?? "none"} against {theirs ?? "none"}");
        }
    }

    /// <summary>A row measured here has random weights in the shape of a model, so models of one shape are one task.</summary>
    private static bool IsSameShape(string field, string? theirs, Observation numerator) =>
        field == "model" && numerator.ModelNames.Contains(theirs);

    /// <summary>By <see cref="HeadsRule"/>, <see cref="TokensRule"/> and <see cref="ContextRule"/>.</summary>
    private static bool IsJudgedElsewhere(string field, Observation numerator, bool contextServes) =>
        (numerator.IsSlicedByHead && TaskFields.IsHeadCount(field))
        || (numerator.Kind == TaskFields.LanguageModel
            && (field == TaskFields.Tokens || (contextServes && TaskFields.Lengths.Contains(field))));

    /// <summary>Sources of some kinds often omit a field that every task of the kind has.</summary>
    private static bool IsUnknown(string field, string? word, Observation side) =>
        word == TaskFields.Unstated || (word is null && side.UnknownIfMissing.Contains(field));

    private static string Kind(Observation side) => side.Kind.Length == 0 ? "a nominal figure" : side.Kind;
}

/// <summary>
/// Streams and links: the operation, the engine and the counted bytes must be the same; of a link also what it is, its direction and its
/// measure. <see cref="ElementsRule"/> judges sizes and element types.
/// </summary>
public sealed class StreamRule : IComparisonRule
{
    /// <summary>Reads and writes, or one of them. It is a factor of two, so it must be stated.</summary>
    private const string Counting = "counting";

    /// <summary>Pinned or pageable memory of the host.</summary>
    private const string Memory = "memory";

    /// <summary>Algorithm or bus bandwidth of a collective. They differ by a factor that depends on the number of devices.</summary>
    private const string Measure = "measure";

    /// <summary>Fields of a link that both sides must state if one does.</summary>
    private static readonly string[] OfLink = ["link", "direction", Measure];

    public string Name => "stream";

    public int Specificity => 4;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (!numerator.MovesBytes || !denominator.MovesBytes)
            return null;
        var unknown = new List<string>();
        foreach (var field in numerator.Task.Keys.Union(denominator.Task.Keys).Except(TaskFields.Sizes))
        {
            var (mine, theirs) = (numerator.Stated(field), denominator.Stated(field));
            if (mine is not null && theirs is not null && mine != theirs)
                return Ruling.Refuse($"{field}: {mine} against {theirs}");
            if ((mine is null || theirs is null) && !MoverRule.Judges(field, numerator))
                unknown.Add(field);
        }
        return unknown.Contains("op") ? Ruling.Refuse("the operation is not stated")
            : unknown.Contains(Counting) || (numerator.HasCounting && !numerator.Task.ContainsKey(Counting))
                ? Ruling.Refuse("the counted bytes are not stated: reads, or reads and writes")
            : numerator.CrossesLink && OfLink.FirstOrDefault(unknown.Contains) is { } missing
                ? Ruling.Refuse($"{missing}: not stated by both sides")
            : numerator is { IsCollective: true, Quantity.LowerIsBetter: false } && numerator.Stated(Measure) is null
                ? Ruling.Refuse("measure: not stated, algorithm or bus bandwidth")
            : numerator.IsHostLink ? HostLink(numerator, denominator, unknown)
            : unknown.Count > 0 ? Ruling.Unknown(string.Join(", ", unknown))
            : null;
    }

    /// <summary>Pageable memory is several times slower than pinned memory. The rate is the server's, not the device's.</summary>
    private static Ruling HostLink(Observation numerator, Observation denominator, List<string> unknown) =>
        unknown.Contains(Memory) || numerator.Stated(Memory) is null
            ? Ruling.Refuse("the host memory is not stated: pinned or pageable")
            : new(
                unknown.Count > 0 ? RulingKind.Unknown : RulingKind.Note,
                unknown.Count > 0 ? string.Join(", ", unknown) : "the link belongs to the server as well as to the device")
            {
                TaskOnly = true,
            };
}

/// <summary>
/// What moves the bytes, if a side does not state it: a copy engine or a kernel, a ring of devices or their switch. Stated movers that
/// differ are refused by <see cref="StreamRule"/>.
/// </summary>
public sealed class MoverRule : IComparisonRule
{
    private const string Engine = "engine";
    private const string Algorithm = "algorithm";

    /// <summary>An H20's copy by a kernel (3300 GB/s) over the driver's copy (2000 GB/s), from one source.</summary>
    private const double KernelOverEngine = 3300.0 / 2000;

    /// <summary>
    /// The bus bandwidth of an all-reduce of 8 H100, from one source: with the sums of the switch (480 GB/s, NVLS) over a ring (365 GB/s).
    /// </summary>
    private const double SwitchOverRing = 480.0 / 365;

    public string Name => "mover";

    public int Specificity => 23;

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        IsCopy(numerator) ? Open(Engine, numerator, denominator, KernelOverEngine)
        : IsOfSwitch(numerator) ? Open(Algorithm, numerator, denominator, SwitchOverRing)
        : null;

    /// <summary>Whether this rule, not <see cref="StreamRule"/>, judges a field that a side does not state.</summary>
    public static bool Judges(string field, Observation side) =>
        field switch { Engine => IsCopy(side), Algorithm => IsOfSwitch(side), _ => false };

    private static Ruling? Open(string field, Observation numerator, Observation denominator, double factor)
    {
        var (mine, theirs) = (numerator.Stated(field), denominator.Stated(field));
        var isOneCopy = field == Engine && mine is null && theirs is null
            && numerator.Program is not null && numerator.Program == denominator.Program;
        return (mine is not null && theirs is not null) || isOneCopy
            ? null
            : Ruling.Unknown(field) with { Spread = new(1 / factor, factor) };
    }

    private static bool IsCopy(Observation side) => side is { MovesBytes: true, CrossesLink: false } && side.Word("op") == "copy";

    /// <summary>Operations that a switch can do itself.</summary>
    private static bool IsOfSwitch(Observation side) =>
        side.CrossesLink && (side.Word("op") is "all-reduce" or "all-gather" or "reduce-scatter");
}

/// <summary>
/// Element type and size of a stream may differ beyond the caches, which <see cref="CacheRule"/> requires. Transfers of different sizes
/// must be large enough that their start costs nothing. The rate of a collective grows with its size up to gigabytes, so the size must be
/// the same.
/// </summary>
public sealed class ElementsRule : IComparisonRule
{
    /// <summary>Chosen: it takes a millisecond on the fastest host link, a hundred times the start of a copy.</summary>
    private const double SmallestTransfer = 64e6;

    public string Name => "elements";

    public int Specificity => 5;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (!numerator.MovesBytes || !denominator.MovesBytes)
            return null;
        if ((numerator.IsCollective ? Differ(numerator.Word("bytes"), denominator.Word("bytes"))
            : numerator is { CrossesLink: true, Quantity.LowerIsBetter: false } && !HaveOneSize(numerator, denominator)
                ? TooSmall(numerator) ?? TooSmall(denominator)
            : null) is { } size)
            return Ruling.Refuse(size);
        var (mine, theirs) = (numerator.DType?.Input, denominator.DType?.Input);
        return mine is not null && theirs is not null && mine != theirs
                ? Ruling.Convert($"elements {mine} against {theirs}, in arrays larger than the cache")
            : !HasSize(numerator) || !HasSize(denominator) ? Ruling.Unknown("size")
            : TaskFields.Sizes.Any(size => numerator.Word(size) != denominator.Word(size))
                ? Ruling.Convert(numerator.CrossesLink ? "sizes differ, both at least 64 MB" : "sizes differ, both larger than the cache")
            : null;
    }

    private static bool HaveOneSize(Observation numerator, Observation denominator) =>
        numerator.Word("bytes") is { } size && size == denominator.Word("bytes");

    private static bool HasSize(Observation side) => TaskFields.Sizes.Any(size => side.Word(size) is not null);

    private static string? Differ(string? mine, string? theirs) =>
        mine is not null && theirs is not null && mine != theirs ? $"size: {mine} against {theirs} bytes" : null;

    private static string? TooSmall(Observation side) => side.Number("bytes") is { } bytes && bytes < SmallestTransfer
        ? string.Create(CultureInfo.InvariantCulture, $"size: {bytes / 1e6:0.###} MB is less than 64 MB, so the start of a transfer counts")
        : null;
}

/// <summary>
/// Heads of attention are independent: a device that reaches a rate on a few heads can process all heads at that rate, slice by slice.
/// So the rate of our kernel on fewer heads is a lower bound for the published task. Two published rates with different head counts
/// are not compared.
/// </summary>
public sealed class HeadsRule : IComparisonRule
{
    public string Name => "heads";

    public int Specificity => 6;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (!numerator.IsSlicedByHead)
            return null;
        if (Heads(numerator) is not { } mine || Heads(denominator) is not { } theirs)
            return Ruling.Refuse("head counts are not stated");
        if (mine.PerKeyHead != theirs.PerKeyHead)
            return Ruling.Refuse($"queries per key head: {mine.PerKeyHead} against {theirs.PerKeyHead}");
        return mine.All == theirs.All ? null
            : theirs.All % mine.All == 0
                ? new(RulingKind.AtLeast, $"{mine.All} of {theirs.All} heads measured; the device can process the others slice by slice")
            : Ruling.Refuse($"heads: {mine.All} against {theirs.All}");
    }

    private static (int All, int PerKeyHead)? Heads(Observation side) =>
        Count(side, "b") is { } b && Count(side, "h") is { } h && Count(side, "hkv") is { } hkv && hkv > 0
            ? (b * h, h / hkv)
            : null;

    private static int? Count(Observation side, string axis) =>
        int.TryParse(side.Word(axis), CultureInfo.InvariantCulture, out var number) ? number : null;
}
