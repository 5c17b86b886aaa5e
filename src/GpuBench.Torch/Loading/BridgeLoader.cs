using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace GpuBench.Torch.Loading;

/// <summary>Brings TorchSharp's bridge to a libtorch that is open already; <see cref="LibTorch"/> does it once.</summary>
internal sealed class BridgeLoader(LibTorchLibraries libraries, BridgeCache cache)
{
    public LibTorchLoad Load(LibTorchLoad.Opened opened)
    {
        if (TorchSharpBridge.Find() is not { } bridge)
            return LibTorchLoad.NotLoaded.Because($"{TorchSharpBridge.FileName} does not lie beside the program", "Build or publish the program anew");
        try
        {
            return Load(opened, bridge);
        }
        catch (InvalidDataException misfit)
        {
            return LibTorchLoad.NotLoaded.Because(
                $"TorchSharp's bridge cannot be made to load here: {misfit.Message}",
                "Build the program anew, or use a system with the C++ library of GCC 13, such as Ubuntu 24.04 or Debian 13");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return LibTorchLoad.NotLoaded.Because(
                $"TorchSharp's bridge can be neither read nor written anew: {failure.Message}",
                "Make a folder writable and name it in XDG_CACHE_HOME");
        }
    }

    private LibTorchLoad Load(LibTorchLoad.Opened opened, string bridge)
    {
        var loadable = TorchSharpBridge.Prepare(bridge, TorchSharpBridge.CxxLibraryIsNewEnough(), cache.Write);
        var symbols = ElfUndefinedSymbols.Of(ElfFile.Read(loadable.Path));
        var failure = libraries.OpenBridge(loadable.Path);
        // What is loaded stays loaded without its file.
        if (loadable.IsTemporary)
            Directory.Delete(Path.GetDirectoryName(loadable.Path)!, recursive: true);
        if (failure is not null)
            return LibTorchLoad.NotLoaded.Because(
                $"TorchSharp's bridge does not fit libtorch {opened.Version ?? "of unknown version"} in {opened.Directory}: {failure}",
                TorchSharpBridge.MisfitCure);
        AnswerTorchSharp();
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

    // TorchSharp asks twice over: its P/Invokes come to the resolver of its assembly, its own loader's NativeLibrary.TryLoad
    // does not, and reaches the load context once the runtime has found nothing by itself. An enum stands for the assembly:
    // naming the class torch could run its static constructor, which loads a libtorch of its own choice.
    private void AnswerTorchSharp()
    {
        var torchSharp = typeof(TorchSharp.DeviceType).Assembly;
        var context = AssemblyLoadContext.GetLoadContext(torchSharp) ?? AssemblyLoadContext.Default;
        NativeLibrary.SetDllImportResolver(torchSharp, (library, _, _) => libraries.Find(library));
        context.ResolvingUnmanagedDll += (_, library) => libraries.Find(library);
    }
}
