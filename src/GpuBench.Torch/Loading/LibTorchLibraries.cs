using System.Runtime.InteropServices;

namespace GpuBench.Torch.Loading;

/// <summary>The opened libraries, found under any spelling of the name that TorchSharp uses.</summary>
internal sealed class LibTorchLibraries
{
    // Each follows its dependencies, so that the linker never finds one by name in another place. PyTorch also opens
    // torch_global_deps first: it makes the CUDA and MKL libraries visible to libraries that look them up at run time.
    private static readonly (string Name, bool IsRequired)[] Order =
    [
        ("torch_global_deps", false),
        ("c10", true),
        ("torch_cpu", true),
        ("c10_cuda", false),
        ("torch_cuda", false),
        ("torch", true),
    ];

    private readonly Dictionary<string, nint> _handles = new(StringComparer.Ordinal);

    // The first failure among the libraries that a CPU does not need.
    private string? _optionalFailure;

    public bool HasCuda => _handles.ContainsKey("torch_cuda");

    /// <summary>Why the CUDA libraries of this libtorch did not load although some exist; null otherwise.</summary>
    public string? CudaFailure => HasCuda ? null : _optionalFailure;

    /// <summary>Opens the libtorch of a directory.</summary>
    /// <returns>Why it cannot be used; null when it can.</returns>
    public string? Open(string directory)
    {
        foreach (var (name, isRequired) in Order)
        {
            var path = Path.Combine(directory, $"lib{name}.so");
            if (!isRequired && !File.Exists(path))
                continue;
            var error = OpenAs(name, path);
            // A library fails if an optional dependency failed before: the first failure is the cause.
            if (error is not null && isRequired)
                return _optionalFailure ?? error;
            _optionalFailure ??= error;
        }
        return null;
    }

    /// <returns>Why the bridge cannot be used; null when it can.</returns>
    public string? OpenBridge(string path) => OpenAs("LibTorchSharp", path);

    /// <summary>The handle of an opened library, or 0: <c>torch_cpu</c>, <c>libtorch_cpu.so</c> and a path to it are the same.</summary>
    public nint Find(string library)
    {
        var name = Path.GetFileName(library);
        if (name.StartsWith("lib", StringComparison.Ordinal) && name.EndsWith(".so", StringComparison.Ordinal))
            name = name["lib".Length..^".so".Length];
        return _handles.GetValueOrDefault(name);
    }

    /// <summary>Major and minor version of the C interface of the opened libtorch; null if it does not say.</summary>
    public unsafe string? VersionOfInterface()
    {
        if (!NativeLibrary.TryGetExport(Find("torch_cpu"), "aoti_torch_abi_version", out var function))
            return null;
        return LibTorchVersion.FromAbiVersion(((delegate* unmanaged<ulong>)function)());
    }

    private string? OpenAs(string name, string path)
    {
        if (DynamicLinker.TryOpen(path, out var handle, out var error))
            _handles.Add(name, handle);
        return error;
    }
}
