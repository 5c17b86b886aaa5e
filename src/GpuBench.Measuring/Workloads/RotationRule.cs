using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Workloads;

/// <summary>Number of operand sets that launches rotate through, so that no set is in the cache.</summary>
public static class RotationRule
{
    /// <summary>
    /// Chosen: the sets are this many times the last-level cache. Twice is too little for caches that do not evict in order of use.
    /// </summary>
    public const double CacheMultiple = 4;

    /// <summary>Chosen: each operand of each set is an allocation of its own.</summary>
    private const int MaxSets = 1024;

    /// <returns>1 for a warm cache, or if one set exceeds the cache often enough.</returns>
    /// <exception cref="RefusedException">The sets do not fit into half of the memory. A row that is marked cold must be cold.</exception>
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
