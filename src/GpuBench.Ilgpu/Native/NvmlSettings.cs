namespace GpuBench.Ilgpu.Native;

/// <summary>What an administrator set and a result must record.</summary>
/// <param name="EnforcedPowerLimitWatts">The lowest of all limits in force.</param>
/// <param name="IsMigEnabled">Whether the device is partitioned; its readings then are those of the whole device.</param>
public sealed record NvmlSettings(
    NvmlReading<double> EnforcedPowerLimitWatts,
    NvmlReading<bool> IsEccEnabled,
    NvmlReading<bool> IsMigEnabled);
