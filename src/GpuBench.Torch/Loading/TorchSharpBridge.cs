using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace GpuBench.Torch.Loading;

/// <summary>
/// TorchSharp's native half, the bridge from P/Invoke to libtorch's C++. TorchSharp 0.107 builds it with a newer C++ library
/// than that of Debian 12 or Ubuntu 22.04. There the dynamic linker refuses it because of one symbol, which is never called.
/// </summary>
internal static class TorchSharpBridge
{
    public const string FileName = "libLibTorchSharp.so";

    /// <summary>The PyTorch version against which the bridge was compiled.</summary>
    public const string BuiltAgainst = "2.10";

    /// <summary>The remedy for a libtorch that the bridge does not fit.</summary>
    public const string MisfitRemedy =
        $"Use --engine torch-stable, which needs no bridge, or PyTorch {BuiltAgainst}, for which the bridge was built";

    private const string CxxLibrary = "libstdc++.so.6";
    private const string NewestVersion = "GLIBCXX_3.4.32";

    // <iostream> of GCC 13 and later adds this reference so that the linker includes the library's streams; nothing calls it.
    // Any other symbol of that version would be a real dependency, which a patch must not hide.
    private const string StreamMarker = "_ZSt21ios_base_library_initv";

    /// <summary>The path of the bridge, as built or published; null if it is missing.</summary>
    public static string? Find()
        => NativeSearchPath.Directories().Select(directory => Path.Combine(directory, FileName)).FirstOrDefault(File.Exists);

    /// <summary>Whether this machine's C++ library is new enough for the unpatched bridge.</summary>
    public static bool CxxLibraryIsNewEnough() => DynamicLinker.IsDefined(CxxLibrary, StreamMarker, NewestVersion);

    /// <summary>The bridge itself, or, if the C++ library is too old, a copy that does not require the stream marker.</summary>
    /// <param name="write">Writes a patched bridge to a file.</param>
    /// <exception cref="InvalidDataException">The bridge is damaged, or needs other symbols of the newer C++ library.</exception>
    /// <exception cref="IOException">The bridge cannot be read, or the copy cannot be written.</exception>
    public static LoadableBridge Prepare(string path, bool cxxLibraryIsNewEnough, Func<byte[], LoadableBridge> write)
    {
        if (cxxLibraryIsNewEnough)
            return new(path, IsPatched: false);
        var file = ElfFile.Read(path);
        var needs = ElfVersionNeeds.Of(file).Where(IsNewestVersion).ToList();
        if (needs is not [{ IsWeak: false } need])
            return new(path, IsPatched: false);
        var users = ElfUndefinedSymbols.Of(file).Where(symbol => symbol.VersionIndex == need.Index && !IsMarker(symbol)).ToList();
        return users.Count == 0
            ? write(ElfVersionNeeds.WithWeak(file, need))
            : throw file.Damaged($"{users[0].Name} needs {NewestVersion} of {CxxLibrary}");
    }

    /// <summary>Functions of libtorch and the C++ library that the bridge calls and no library in this process defines.</summary>
    /// <param name="bridge">The undefined symbols of the bridge.</param>
    public static IReadOnlyList<string> MissingSymbols(IReadOnlyList<ElfUndefinedSymbol> bridge)
        => DynamicLinker.Undefined(bridge.Where(symbol => !symbol.IsWeak && !IsMarker(symbol)).Select(symbol => symbol.Name));

    private static bool IsNewestVersion(ElfVersionNeed need)
        => string.Equals(need.Library, CxxLibrary, StringComparison.Ordinal)
            && string.Equals(need.Version, NewestVersion, StringComparison.Ordinal);

    private static bool IsMarker(ElfUndefinedSymbol symbol) => string.Equals(symbol.Name, StreamMarker, StringComparison.Ordinal);
}

/// <summary>The file to load as TorchSharp's bridge.</summary>
/// <param name="Note">Why a patched copy is not in the cache; null if it is, or if the bridge is not patched.</param>
/// <param name="IsTemporary">Whether to delete its folder after loading.</param>
internal sealed record LoadableBridge(string Path, bool IsPatched, string? Note = null, bool IsTemporary = false);

/// <summary>Loads TorchSharp's bridge into a process with an open libtorch; <see cref="LibTorch"/> does it once.</summary>
internal sealed class BridgeLoader(LibTorchLibraries libraries, BridgeCache cache)
{
    public LibTorchLoad Load(LibTorchLoad.Opened opened)
    {
        if (TorchSharpBridge.Find() is not { } bridge)
            return LibTorchLoad.NotLoaded.Because(
                $"{TorchSharpBridge.FileName} is missing beside the program", "Build or publish the program again");
        try
        {
            return Load(opened, bridge);
        }
        catch (InvalidDataException misfit)
        {
            return LibTorchLoad.NotLoaded.Because(
                $"TorchSharp's bridge cannot be patched for this system: {misfit.Message}",
                "Build the program again, or use a system with the C++ library of GCC 13, such as Ubuntu 24.04 or Debian 13");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return LibTorchLoad.NotLoaded.Because(
                $"TorchSharp's bridge cannot be read, or its patched copy cannot be written: {failure.Message}",
                "Set XDG_CACHE_HOME to a writable folder");
        }
    }

    private LibTorchLoad Load(LibTorchLoad.Opened opened, string bridge)
    {
        var loadable = TorchSharpBridge.Prepare(bridge, TorchSharpBridge.CxxLibraryIsNewEnough(), cache.Write);
        var symbols = ElfUndefinedSymbols.Of(ElfFile.Read(loadable.Path));
        var failure = libraries.OpenBridge(loadable.Path);
        // A loaded library does not need its file.
        if (loadable.IsTemporary)
            Directory.Delete(Path.GetDirectoryName(loadable.Path)!, recursive: true);
        if (failure is not null)
            return LibTorchLoad.NotLoaded.Because(
                $"TorchSharp's bridge does not fit libtorch {opened.Version ?? "of unknown version"} in {opened.Directory}: {failure}",
                TorchSharpBridge.MisfitRemedy);
        SetTorchSharpResolvers();
        return new LibTorchLoad.Loaded
        {
            Directory = opened.Directory,
            Origin = opened.Origin,
            Version = opened.Version,
            HasCuda = opened.HasCuda,
            CudaFailure = opened.CudaFailure,
            BridgePath = loadable.Path,
            IsBridgePatched = loadable.IsPatched,
            BridgeNote = loadable.Note,
            MissingSymbols = TorchSharpBridge.MissingSymbols(symbols),
        };
    }

    // TorchSharp loads in two ways. Its P/Invokes use its assembly's resolver; its loader's NativeLibrary.TryLoad uses the load
    // context, after the runtime's own search. An enum identifies the assembly, because naming the class torch could run its static
    // constructor, which loads another libtorch.
    private void SetTorchSharpResolvers()
    {
        var torchSharp = typeof(TorchSharp.DeviceType).Assembly;
        var context = AssemblyLoadContext.GetLoadContext(torchSharp) ?? AssemblyLoadContext.Default;
        NativeLibrary.SetDllImportResolver(torchSharp, (library, _, _) => libraries.Find(library));
        context.ResolvingUnmanagedDll += (_, library) => libraries.Find(library);
    }
}
