using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Workloads;

/// <summary>One engine's implementation of a workload.</summary>
public interface IWorkload
{
    WorkloadDefinition Definition { get; }

    /// <summary>The engine's name, as in <see cref="Trial.Engine"/>.</summary>
    string Engine { get; }

    /// <summary>
    /// Our kernels, of which the engine chooses one for a device and a point; in reading order. Empty if it calls a library or a driver.
    /// </summary>
    IReadOnlyList<WorkloadKernel> Kernels => [];

    /// <summary>Whether launches can be replayed from a recording: <see cref="LaunchMode.Graph"/>.</summary>
    bool RecordsLaunches => false;

    /// <summary>Whether the engine has code for these types on the device; a suite omits other types.</summary>
    bool Offers(DeviceInfo device, NumericTriple dtype);

    /// <summary>The cases of a suite that this engine measures: by default those of the definition whose types it offers.</summary>
    IEnumerable<Case> Cases(Suite suite, DeviceInfo device) =>
        Definition.Cases(suite, device).Where(c => c.DType is not { } dtype || Offers(device, dtype));

    /// <summary>Why the device cannot run the trial, as far as known before it is opened; null: it can. Pure.</summary>
    Refusal? Refuse(DeviceInfo device, Trial trial);

    /// <summary>
    /// Allocates buffers, fills them with seeded random data and loads kernels. The device was opened by the back end of the engine.
    /// Exceptions of the engine pass through; the caller turns them into a failed row.
    /// </summary>
    IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed);
}

/// <param name="Name">As rows of results name it.</param>
/// <param name="Technique">What it does, in one clause.</param>
public sealed record WorkloadKernel(string Name, string Technique);
