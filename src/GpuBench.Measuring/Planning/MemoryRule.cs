using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Planning;

/// <summary>Skips a trial that does not fit into memory before anything is allocated. The reason contains the arithmetic.</summary>
public static class MemoryRule
{
    /// <summary>Chosen: the driver, the display and, on a CPU, other processes need the rest.</summary>
    public const double UsableShare = 0.8;

    public static Refusal? Refuse(DeviceInfo device, WorkloadDefinition workload, Trial trial)
    {
        var needed = workload.BytesPerSet(trial.Point, trial.DType);
        var usable = device.MemoryBytes * UsableShare;
        if (needed <= usable)
            return null;
        var terms = workload.TermsOfBytes(trial.Point, trial.DType) is { } words ? $" ({words})" : "";
        return Refusal.Skipped(string.Create(
            CultureInfo.InvariantCulture,
            $"{trial.Workload} needs {needed / 1e9:F1} GB{terms}, {device.Id} has {device.MemoryBytes / 1e9:F1} GB "
            + $"of which at most {UsableShare:P0} is used, {usable / 1e9:F1} GB; choose a smaller point with --axis"));
    }
}
