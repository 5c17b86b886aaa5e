using GpuBench.Tests.Fakes;
using GpuBench.Torch.Loading;

namespace GpuBench.Tests.Torch;

/// <summary>The libtorch this build brings, and folders shaped like those that labs have.</summary>
internal static class BundledLibTorch
{
    public static string? RecordedDirectory => LibTorchCandidates.Here().BundledDirectory;

    public static string Directory => Path.GetFullPath(RecordedDirectory!);

    /// <summary>
    /// Makes <c>site-packages/torch/lib</c> and a version file as a wheel does. The largest library is a link; the others
    /// are copies, whose path in the process's memory map tells which folder they came from.
    /// </summary>
    public static string AsWheel(TemporaryFolder folder, string version)
    {
        var package = System.IO.Directory.CreateDirectory(folder.Combine("site-packages", "torch")).FullName;
        File.WriteAllText(Path.Combine(package, "version.py"), $"__all__ = ['__version__']\n__version__ = '{version}'\n");
        var libraries = System.IO.Directory.CreateDirectory(Path.Combine(package, "lib")).FullName;
        foreach (var file in System.IO.Directory.EnumerateFiles(Directory))
        {
            var name = Path.GetFileName(file);
            if (name is "libtorch_cpu.so")
                File.CreateSymbolicLink(Path.Combine(libraries, name), file);
            else if (name is "libc10.so" or "libtorch.so" or "libtorch_global_deps.so" || name.StartsWith("libgomp", StringComparison.Ordinal))
                File.Copy(file, Path.Combine(libraries, name));
        }
        return libraries;
    }
}
