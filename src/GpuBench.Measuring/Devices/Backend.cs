using System.Text.Json.Serialization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Devices;

/// <summary>The programming interface through which a device is reached.</summary>
[JsonConverter(typeof(EnumWordConverter<Backend>))]
public enum Backend
{
    [JsonStringEnumMemberName("cuda")]
    Cuda,

    [JsonStringEnumMemberName("opencl")]
    OpenCl,

    /// <summary>The engine's own execution on host threads: ILGPU's CPU accelerator, libtorch's CPU kernels.</summary>
    [JsonStringEnumMemberName("cpu")]
    Cpu,
}
