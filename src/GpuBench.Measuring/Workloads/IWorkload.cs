using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Workloads;

/// <summary>One engine's way of running a workload.</summary>
public interface IWorkload
{
    WorkloadDefinition Definition { get; }

    /// <summary>The engine's name, as in <see cref="Trial.Engine"/>.</summary>
    string Engine { get; }

    /// <summary>
    /// Our kernels, of which the engine chooses one for a device and a point; in reading order. Empty if it calls a library or a driver.
    /// </summary>
    IReadOnlyList<WorkloadKernel> Kernels => [];

    /// <summary>Whether the engine has code for these types on such a device; a suite leaves out the others.</summary>
    bool Offers(DeviceInfo device, NumericTriple dtype);

    /// <summary>The cases of a suite that this engine measures: the definition's, unless the engine has fewer or more.</summary>
    IEnumerable<Case> Cases(Suite suite, DeviceInfo device) =>
        Definition.Cases(suite, device).Where(c => c.DType is not { } dtype || Offers(device, dtype));

    /// <summary>
    /// Why this device will not run the trial, known without opening it; null when it can. A pure function.
    /// </summary>
    Refusal? Refuse(DeviceInfo device, Trial trial);

    /// <summary>
    /// Allocates, fills with seeded random data and loads kernels. The device is the one the engine's back end opened.
    /// Throws what the engine throws; the caller turns it into a failed row.
    /// </summary>
    IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed);
}

/// <param name="Name">As rows of results name it.</param>
/// <param name="Technique">What it does, in one clause.</param>
public sealed record WorkloadKernel(string Name, string Technique);
