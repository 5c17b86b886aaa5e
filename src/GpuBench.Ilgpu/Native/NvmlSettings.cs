namespace GpuBench.Ilgpu.Native;

/// <summary>What an administrator set and a result must record.</summary>
/// <param name="EnforcedPowerLimitWatts">The lowest of all limits in force.</param>
/// <param name="IsMigEnabled">Whether the device is partitioned; its readings then are those of the whole device.</param>
/// <param name="IsVirtual">
/// Whether this system is a virtual machine with a vGPU; false also where it has the whole device passed through.
/// </param>
public sealed record NvmlSettings(
    NvmlReading<double> EnforcedPowerLimitWatts,
    NvmlReading<bool> IsEccEnabled,
    NvmlReading<bool> IsMigEnabled,
    NvmlReading<bool> IsVirtual);
