using GpuBench.Measuring.Devices;

namespace GpuBench.Measuring.Trials;

/// <summary>How many sets of operands launches go round so that none is found in the cache.</summary>
public static class RotationRule
{
    /// <summary>
    /// The sets together exceed the last-level cache this many times. Twice is not enough for caches that do not evict
    /// in order of use.
    /// </summary>
    public const double CacheMultiple = 4;

    private const int MostSets = 64;

    /// <returns>1 where the cache is to be warm, or where one set alone exceeds it.</returns>
    public static int SetCount(CachePolicy cache, double bytesPerSet, DeviceInfo device)
    {
        if (cache != CachePolicy.ColdRotate)
            return 1;
        var wanted = Math.Ceiling(CacheMultiple * device.CacheBytesOrGuess / bytesPerSet);
        var fitting = Math.Floor(0.5 * device.MemoryBytes / bytesPerSet);
        return (int)Math.Clamp(Math.Min(wanted, fitting), 1, MostSets);
    }
}
