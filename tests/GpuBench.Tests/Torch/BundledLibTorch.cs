using System.Text;
using GpuBench.Tests.Fakes;
using GpuBench.Torch.Loading;

namespace GpuBench.Tests.Torch;

/// <summary>The libtorch of this build, and folders with the layout of a PyTorch installation.</summary>
internal static class BundledLibTorch
{
    public static string? RecordedDirectory => LibTorchCandidates.Here().BundledDirectory;

    public static string Directory => Path.GetFullPath(RecordedDirectory!);

    /// <summary>
    /// Creates <c>site-packages/torch/lib</c> and a version file as a wheel does. The largest library is a link. The others are copies,
    /// because their path in the process's memory map then shows the folder they came from.
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
            else if (name is "libc10.so" or "libtorch.so" or "libtorch_global_deps.so"
                || name.StartsWith("libgomp", StringComparison.Ordinal))
                File.Copy(file, Path.Combine(libraries, name));
        }
        return libraries;
    }

    /// <summary>
    /// Removes a function from a wheel that TorchSharp's bridge needs and libtorch itself does not. PyTorch 2.13 no longer has this
    /// function.
    /// </summary>
    /// <returns>The symbol name of the function.</returns>
    public static string TakeFunctionOut(string wheel)
    {
        const string function = "_ZN3c104impl3cow23materialize_cow_storageERNS_11StorageImplE";
        var path = Path.Combine(wheel, "libc10.so");
        var image = File.ReadAllBytes(path);
        var name = Encoding.ASCII.GetBytes(function + "\0");
        var found = 0;
        for (var at = image.AsSpan().IndexOf(name); at >= 0; at = image.AsSpan().IndexOf(name), found++)
            image[at + 3]++;
        File.WriteAllBytes(path, image);
        return found > 0 ? function : throw new InvalidDataException($"{path} has no {function}");
    }
}
