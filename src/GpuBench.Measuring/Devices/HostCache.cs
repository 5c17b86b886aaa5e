using System.Globalization;

namespace GpuBench.Measuring.Devices;

/// <summary>The caches of the host's processor.</summary>
public static class HostCache
{
    private const string Folder = "/sys/devices/system/cpu/cpu0/cache";

    /// <summary>The largest cache that the kernel lists for the first core; null if it lists none.</summary>
    public static long? LastLevelBytes() => Directory.Exists(Folder)
        ? Directory.GetDirectories(Folder, "index*").Select(index => Size(Path.Combine(index, "size"))).Max()
        : null;

    /// <summary>The kernel writes <c>32768K</c>.</summary>
    private static long? Size(string path) =>
        File.Exists(path)
        && long.TryParse(File.ReadAllText(path).Trim().TrimEnd('K'), NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes)
            ? kibibytes * 1024
            : null;
}
