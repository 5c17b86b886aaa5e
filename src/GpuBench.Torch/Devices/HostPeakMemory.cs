using System.Globalization;

namespace GpuBench.Torch.Devices;

/// <summary>The largest resident set of this process since it was last reset, by Linux's own account (proc(5)).</summary>
internal sealed class HostPeakMemory : IPeakMemory
{
    private const string Label = "VmHWM:";
    private const string Unit = "kB";

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
        var line = File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith(Label, StringComparison.Ordinal));
        return line is null ? null : long.Parse(line.AsSpan()[Label.Length..^Unit.Length].Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
