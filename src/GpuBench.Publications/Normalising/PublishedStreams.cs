using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising.Limits;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising;

/// <summary>Published streams over arrays that the product's cache may hold.</summary>
internal static class PublishedStreams
{
    private const double LargestElement = 8;

    /// <returns>The reason; null if the arrays are larger, or their size is not published.</returns>
    public static string? CacheResident(Observation figure, NominalFigures nominal) =>
        figure is { MovesBytes: true, CrossesLink: false, Variant: { } variant }
        && figure.Method?.Cache is not (CachePolicy.ColdFlush or CachePolicy.ColdRotate)
        && (figure.Number("bytes") ?? figure.Number("arrayBytes") ?? (LargestElement * figure.Number("elements"))) is { } size
            ? CacheResidence.Of(size, nominal.CacheOrDie(variant) ?? CacheResidence.GuessedCacheBytes)
            : null;
}
