using System.Globalization;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Publications.Normalising;

/// <summary>Streams over operands that the last-level cache may hold: their rate is not that of the memory.</summary>
internal static class CacheResidence
{
    /// <summary>As <see cref="Measuring.Devices.DeviceInfo.CacheBytesOrGuess"/> for an accelerator.</summary>
    public const double GuessedCacheBytes = 64 << 20;

    /// <param name="workingSet">Bytes that launches touch again and again.</param>
    /// <returns>The reason why the cache may have served the work; null if the working set is large enough.</returns>
    public static string? Of(double workingSet, double cacheBytes) => workingSet >= RotationRule.CacheMultiple * cacheBytes
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"warm operands of {workingSet / 1e6:0.###} MB, less than {RotationRule.CacheMultiple} times "
            + $"the cache of {cacheBytes / 1e6:0.#} MB");
}
