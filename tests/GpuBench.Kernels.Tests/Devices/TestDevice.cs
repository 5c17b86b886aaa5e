namespace GpuBench.Kernels.Tests.Devices;

public enum TestDevice
{
    /// <summary>ILGPU's CPU accelerator with small groups. It checks every index.</summary>
    Cpu,

    /// <summary>The same with groups of 256, for kernels with barriers. Only for tiny shapes, because each work item is a thread.</summary>
    CpuWide,

    /// <summary>The first OpenCL device. Without a GPU, this is PoCL on the host's processor.</summary>
    OpenCl,

    Cuda,
}
