using System.Globalization;

namespace GpuBench.Torch.Devices;

/// <summary>The largest resident set of this process since it was last reset, by Linux's own account (proc(5)).</summary>
internal sealed class HostPeakMemory : IPeakMemory
{
    /// <summary>Sets the peak back to what is resident now. Where the system does not allow it, the peak stays that of the process.</summary>
    public void Reset()
    {
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // An upper limit is still true.
        }
    }

    public long? ReadBytes()
    {
        if (!File.Exists("/proc/self/status"))
            return null;
        var line = File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line is null ? null : long.Parse(line.AsSpan(6, line.Length - 9).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
