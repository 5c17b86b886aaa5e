using System.Collections;
using System.Runtime.InteropServices;

namespace GpuBench.GpuChecks.Running;

/// <summary>The variables that every step is started with.</summary>
public static class StepEnvironment
{
    private const string UsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Folders in which container runtimes and drivers put libraries that the loader does not search for there.</summary>
    private static readonly string[] DriverFolders =
        ["/usr/local/nvidia/lib64", "/usr/local/nvidia/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib/wsl/lib"];

    // Prints torch's folder of libraries, then those of NVIDIA's packages beside it, without loading torch.
    private const string FindTorch = """
        import glob, importlib.util, os
        torch = os.path.dirname(importlib.util.find_spec('torch').origin)
        for folder in [os.path.join(torch, 'lib')] + sorted(glob.glob(os.path.join(os.path.dirname(torch), 'nvidia', '*', 'lib'))): print(folder)
        """;

    /// <summary>
    /// The variables of this process, and those that a step needs in addition. HOME and the CUDA cache are in the given folder.
    /// </summary>
    public static Dictionary<string, string> Create(Installation installation, string folder)
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal);
        var path = variables.GetValueOrDefault("PATH", UsualPath);
        variables["PATH"] = string.Join(':', [.. installation.ProgramFolders, path, "/usr/local/cuda/bin"]);
        variables["GPU_CHECKS"] = installation.Folder;
        variables["PTX"] = Path.Combine(installation.Folder, "ptx");
        // A step that does not use torch must not search for it.
        variables["NO_TORCH"] = "/nonexistent";
        variables["TORCH_LIB"] = "/nonexistent";
        // Without a writable home folder, the driver has no cache of compiled kernels.
        variables["HOME"] = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        variables["CUDA_CACHE_PATH"] = Directory.CreateDirectory(Path.Combine(folder, "cuda-cache")).FullName;
        variables["CUDA_CACHE_MAXSIZE"] = "1073741824";
        variables["DOTNET_DbgEnableMiniDump"] = "0";
        variables["DOTNET_NOLOGO"] = "1";
        if (Environment.ProcessPath is { } runtime && Path.GetFileName(runtime) == "dotnet")
            variables["DOTNET_ROOT"] = Path.GetDirectoryName(runtime)!;
        return variables;
    }

    /// <summary>Adds the libraries of the driver, of Python's torch and of NVIDIA's packages.</summary>
    public static void AddLibraries(Dictionary<string, string> variables, string folder)
    {
        var found = Torch(variables, folder);
        if (found.Count > 0)
            variables["TORCH_LIB"] = found[0];
        List<string> libraries = [.. Driver(), .. found.Skip(1)];
        if (variables.TryGetValue("LD_LIBRARY_PATH", out var given) && given.Length > 0)
            libraries.Add(given);
        if (libraries.Count > 0)
            variables["LD_LIBRARY_PATH"] = string.Join(':', libraries);
    }

    /// <summary>Empty if the loader finds the driver itself. An additional folder would hide other libraries.</summary>
    private static IEnumerable<string> Driver() =>
        NativeLibrary.TryLoad("libcuda.so.1", out _) && NativeLibrary.TryLoad("libnvidia-ml.so.1", out _)
            ? []
            : DriverFolders.Where(place => File.Exists(Path.Combine(place, "libcuda.so.1"))).Take(1);

    private static IReadOnlyList<string> Torch(Dictionary<string, string> variables, string folder)
    {
        var log = Path.Combine(folder, "torch-folders.txt");
        var end = new ProcessGroup(folder, variables).Run(
            $"exec python3 -c \"{FindTorch}\"", log, TimeSpan.FromSeconds(20), CancellationToken.None);
        return end.ExitCode == 0 ? File.ReadAllLines(log) : [];
    }
}
