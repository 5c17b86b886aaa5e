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
        && ArrayBytes(figure) is { } size
            ? CacheResidence.Of(size, nominal.CacheOrDie(variant) ?? CacheResidence.GuessedCacheBytes)
            : null;

    /// <summary>Whether an array has at least the size of the product's cache. False if one of them is not published.</summary>
    public static bool ExceedsCache(Observation figure, NominalFigures nominal) =>
        figure is { MovesBytes: true, CrossesLink: false, Variant: { } variant } && ArrayBytes(figure) >= nominal.CacheOrDie(variant);

    private static double? ArrayBytes(Observation figure) =>
        figure.Number("bytes") ?? figure.Number("arrayBytes") ?? (LargestElement * figure.Number("elements"));
}
