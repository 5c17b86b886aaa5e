using GpuBench.Measuring.Devices;

namespace GpuBench.Ilgpu.Devices;

/// <summary>Where a device's clocks and power can be read.</summary>
public interface ITelemetrySource
{
    /// <summary>Never throws: a sensor that does not answer reads null.</summary>
    Telemetry? Read();
}
