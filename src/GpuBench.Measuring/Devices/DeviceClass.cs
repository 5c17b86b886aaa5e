using System.Text.Json.Serialization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Devices;

/// <summary>How much work a device can be given in a short suite.</summary>
[JsonConverter(typeof(EnumWordConverter<DeviceClass>))]
public enum DeviceClass
{
    /// <summary>A GPU or another card with its own memory or matrix units.</summary>
    [JsonStringEnumMemberName("accelerator")]
    Accelerator,

    /// <summary>Compiled, vectorised code on host cores: PoCL, libtorch on the CPU.</summary>
    [JsonStringEnumMemberName("host-cpu")]
    HostCpu,

    /// <summary>ILGPU's CPU accelerator: one thread a work item, for testing.</summary>
    [JsonStringEnumMemberName("managed-cpu")]
    ManagedCpu,
}
