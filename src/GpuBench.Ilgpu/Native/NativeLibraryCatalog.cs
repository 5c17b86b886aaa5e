using System.Runtime.InteropServices;

namespace GpuBench.Ilgpu.Native;

/// <summary>
/// Libraries that ILGPU imports by short <c>.so</c> names. Only development packages install these names; a machine with just the
/// driver lacks them. If a name is not found, ILGPU reports no device and no error.
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

    /// <summary>ILGPU tries version 12 first, then 11 and 10, which need no other name.</summary>
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

/// <summary>A vendor's native library: its names in imports, and the files to try.</summary>
/// <param name="ImportNames">As importing assemblies declare them; the name can depend on the system.</param>
/// <param name="PathVariable">
/// Environment variable with a full path. When it is set, nothing else is tried: a measurement must use exactly the named
/// library.
/// </param>
/// <param name="Candidates">Tried in order.</param>
public sealed record NativeLibraryEntry(
    IReadOnlyList<string> ImportNames, string? PathVariable, IReadOnlyList<NativeLibraryCandidate> Candidates)
{
    /// <summary>The value of <see cref="PathVariable"/>, read on each access; <see langword="null"/> when unset or empty.</summary>
    public string? ConfiguredPath =>
        PathVariable is not null && Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } path ? path : null;

    /// <summary>What <see cref="Find"/> tries, in order.</summary>
    public IReadOnlyList<string> NamesToTry =>
        ConfiguredPath is { } path ? [path] : [.. Candidates.Select(candidate => candidate.FileName)];

    /// <summary>Tries the names in order and returns the first library that loads.</summary>
    /// <returns><see langword="null"/> when none does.</returns>
    public NativeLibraryMatch? Find()
    {
        foreach (var name in NamesToTry)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
                return new(name, handle);
        }

        return null;
    }
}

/// <summary>A file name, or full path, that a library may be found under.</summary>
/// <param name="Reason">When a machine has the library under this name.</param>
public sealed record NativeLibraryCandidate(string FileName, string Reason);

/// <summary>The candidate that loaded.</summary>
/// <param name="Handle">Handle of the loaded library, which is never unloaded.</param>
public sealed record NativeLibraryMatch(string FileName, nint Handle);
