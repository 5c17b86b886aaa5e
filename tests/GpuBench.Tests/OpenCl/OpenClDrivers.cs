namespace GpuBench.Tests.OpenCl;

/// <summary>The OpenCL drivers of Debian that run on a processor.</summary>
internal static class OpenClDrivers
{
    public const string PoclFile = "/etc/OpenCL/vendors/pocl.icd";

    /// <summary>The library of Debian's mesa-opencl-icd. Without RUSTICL_ENABLE it has no device.</summary>
    public const string RusticlLibrary = "/usr/lib/x86_64-linux-gnu/libRusticlOpenCL.so.1";
}
