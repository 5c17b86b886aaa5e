namespace GpuBench.Kernels.Tests.Devices;

public enum TestDevice
{
    /// <summary>ILGPU's CPU accelerator with small groups, checking every index.</summary>
    Cpu,

    /// <summary>The same with groups of 256, for kernels with barriers: one thread a work item, so for tiny shapes only.</summary>
    CpuWide,

    /// <summary>The first OpenCL device; without a GPU that is PoCL on the host's processor.</summary>
    OpenCl,

    Cuda,
}
