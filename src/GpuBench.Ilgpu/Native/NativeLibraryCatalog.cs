namespace GpuBench.Ilgpu.Native;

/// <summary>
/// The libraries that ILGPU imports by a name which a machine with only the driver installed does not have: the short
/// <c>.so</c> name comes with development packages. ILGPU reports no device, and no error, when the name is not found.
/// </summary>
public static class NativeLibraryCatalog
{
    /// <summary>The CUDA driver API.</summary>
    public static NativeLibraryEntry CudaDriver { get; } = new(
        ["cuda", "nvcuda"],
        "GPUBENCH_LIBCUDA",
        OperatingSystem.IsWindows()
            ? [new("nvcuda.dll", "the display driver installs it")]
            :
            [
                new("libcuda.so.1", "every driver package and container runtime installs it"),
                new("/usr/lib/wsl/lib/libcuda.so.1", "under WSL the Windows driver is mounted there, not always on the loader's path"),
                new("libcuda.so", "last, because the CUDA toolkit's stub has this name too"),
            ]);

    /// <summary>The management library, which comes with the driver.</summary>
    public static NativeLibraryEntry Nvml { get; } = new(
        ["nvidia-ml.so", "nvml"],
        "GPUBENCH_LIBNVML",
        OperatingSystem.IsWindows()
            ? [new("nvml.dll", "the display driver installs it")]
            :
            [
                new("libnvidia-ml.so.1", "every driver package and container runtime installs it"),
                new("/usr/lib/wsl/lib/libnvidia-ml.so.1", "under WSL the Windows driver is mounted there"),
                new("libnvidia-ml.so", "last, because the CUDA toolkit's stub has this name too"),
            ]);

    /// <summary>ILGPU asks for version 12 first, then by itself for 11 and 10, which need no other name.</summary>
    public static NativeLibraryEntry CuBlas { get; } = new(
        ["libcublas.so.12"],
        PathVariable: null,
        [
            new("libcublas.so.12", "CUDA 12"),
            new("libcublas.so.13", "CUDA 13: the entry points that ILGPU imports are unchanged"),
        ]);

    /// <summary>The loader that finds the vendors' OpenCL drivers.</summary>
    public static NativeLibraryEntry OpenCl { get; } = new(
        ["OpenCL", "opencl"],
        PathVariable: null,
        OperatingSystem.IsWindows()
            ? [new("OpenCL.dll", "the display driver installs it")]
            : [new("libOpenCL.so.1", "the loader's package installs it"), new("libOpenCL.so", "some vendors bring only this name")]);

    public static IReadOnlyList<NativeLibraryEntry> All { get; } = [CudaDriver, Nvml, CuBlas, OpenCl];
}
