using GpuBench.Measuring.Devices;

namespace GpuBench.Measuring.Journals;

/// <summary>A device was opened, with what can only be known from then on.</summary>
public sealed record DeviceOpened(DeviceInfo Device, string EngineVersion, DeviceTimer Timer) : JournalEntry;
