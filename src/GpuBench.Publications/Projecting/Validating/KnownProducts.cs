using GpuBench.Publications.Projecting.Fitting;

namespace GpuBench.Publications.Projecting.Validating;

/// <summary>The products whose own deviation from a law may be used: enough figures of enough publications.</summary>
internal sealed class KnownProducts
{
    public const int MinFigures = 3, MinPublications = 2;

    private readonly HashSet<string> _groups;

    public KnownProducts(IReadOnlyList<Example> examples) => _groups =
    [
        .. from example in examples
           group example by example.Groups[example.Law.ProductEffect] into known
           where known.Count() >= MinFigures && known.Select(example => example.Publication).Distinct().Count() >= MinPublications
           select known.Key,
    ];

    public bool Contains(Example example) => _groups.Contains(example.Groups[example.Law.ProductEffect]);
}
