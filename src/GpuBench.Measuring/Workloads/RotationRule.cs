using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Workloads;

/// <summary>How many sets of operands launches go round so that none is found in the cache.</summary>
public static class RotationRule
{
    /// <summary>
    /// The sets together exceed the last-level cache this many times. Twice is not enough for caches that do not evict
    /// in order of use.
    /// </summary>
    public const double CacheMultiple = 4;

    /// <summary>Each set is an allocation of its own for each operand.</summary>
    private const int MaxSets = 1024;

    /// <returns>1 where the cache is to be warm, or where one set alone exceeds it.</returns>
    /// <exception cref="RefusedException">So many sets do not fit: a row that says cold must be cold.</exception>
    public static int SetCount(CachePolicy cache, double bytesPerSet, DeviceInfo device)
    {
        if (cache != CachePolicy.ColdRotate)
            return 1;
        var wanted = Math.Ceiling(CacheMultiple * device.CacheBytesOrGuess / bytesPerSet);
        var fitting = Math.Floor(0.5 * device.MemoryBytes / bytesPerSet);
        if (wanted > Math.Min(Math.Max(1, fitting), MaxSets))
            throw new RefusedException(Refusal.Skipped(string.Create(
                CultureInfo.InvariantCulture,
                $"cold-rotate needs {wanted:F0} sets of {bytesPerSet / 1e6:G3} MB to exceed the cache of "
                + $"{device.CacheBytesOrGuess / 1e6:F0} MB {CacheMultiple} times; "
                + $"{Math.Min(fitting, MaxSets):F0} are possible: choose a larger point")));
        return (int)Math.Max(1, wanted);
    }
}
