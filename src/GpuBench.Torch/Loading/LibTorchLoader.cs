using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace GpuBench.Torch.Loading;

/// <summary>One attempt to bring libtorch and the bridge into this process; <see cref="LibTorch"/> makes it the only one.</summary>
internal sealed class LibTorchLoader(LibTorchCandidates candidates, BridgeCache cache)
{
    private const string OfferLibTorch =
        "Give the folder that holds libtorch_cpu.so, such as site-packages/torch/lib of PyTorch 2.10, with --libtorch or GPUBENCH_LIBTORCH";

    private readonly LibTorchLibraries _libraries = new();

    /// <summary>Whether anything was opened, after which no second attempt can start clean.</summary>
    public bool HasTouchedProcess { get; private set; }

    public LibTorchLoad Load()
    {
        if (!DynamicLinker.IsAvailable || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return NotLoaded(
                $"libtorch is loaded on 64-bit x86 Linux with the GNU C library, and this is {RuntimeInformation.RuntimeIdentifier}",
                "Use the ilgpu engine here");
        if (candidates.Choose() is not { } candidate)
            return NothingFound();
        if (TorchSharpBridge.Find() is not { } bridge)
            return NotLoaded($"{TorchSharpBridge.FileName} does not lie beside the program", "Build or publish the program anew");
        return Obstacle(candidate) ?? LoadFrom(candidate, bridge);
    }

    private LibTorchLoad LoadFrom(LibTorchCandidate candidate, string bridge)
    {
        HasTouchedProcess = true;
        if (_libraries.Open(candidate.Directory) is { } error)
            return NotLoaded($"libtorch in {candidate.Directory} does not load: {error}", OfferLibTorch);
        try
        {
            return LoadBridge(candidate, bridge);
        }
        catch (InvalidDataException misfit)
        {
            return NotLoaded(
                $"TorchSharp's bridge cannot be made to load here: {misfit.Message}",
                "Build the program anew, or use a system with the C++ library of GCC 13, such as Ubuntu 24.04 or Debian 13");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return NotLoaded(
                $"TorchSharp's bridge can be neither read nor written anew: {failure.Message}",
                "Make a folder writable and name it in XDG_CACHE_HOME");
        }
    }

    private LibTorchLoad LoadBridge(LibTorchCandidate candidate, string bridge)
    {
        var loadable = TorchSharpBridge.Prepare(bridge, TorchSharpBridge.CxxLibraryIsNewEnough(), cache.Write);
        var symbols = ElfUndefinedSymbols.Of(ElfFile.Read(loadable.Path));
        var failure = _libraries.OpenBridge(loadable.Path);
        // What is loaded stays loaded without its file.
        if (loadable.IsTemporary)
            Directory.Delete(Path.GetDirectoryName(loadable.Path)!, recursive: true);
        if (failure is not null)
            return NotLoaded(
                $"TorchSharp's bridge does not fit libtorch {candidate.Version ?? "of unknown version"} in {candidate.Directory}: {failure}",
                "Use PyTorch 2.10, which the bridge was built against");
        AnswerTorchSharp();
        return new LibTorchLoad.Loaded
        {
            Directory = candidate.Directory,
            Origin = candidate.Origin,
            Version = candidate.Version ?? _libraries.VersionOfInterface(),
            HasCuda = _libraries.HasCuda,
            CudaFailure = _libraries.CudaFailure,
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
        NativeLibrary.SetDllImportResolver(torchSharp, (library, _, _) => _libraries.Find(library));
        context.ResolvingUnmanagedDll += (_, library) => _libraries.Find(library);
    }

    // A second libtorch in a process registers every operator a second time, and aborts.
    private static LibTorchLoad.NotLoaded? Obstacle(LibTorchCandidate candidate)
    {
        if (MappedLibraries.PathsOf(LibTorchCandidate.MainLibrary) is [var present, ..])
            return NotLoaded($"{present} is in this process already", "Let nothing touch TorchSharp before libtorch is loaded");
        var beside = NativeSearchPath.Directories()
            .Where(directory => !string.Equals(directory, candidate.Directory, StringComparison.Ordinal))
            .FirstOrDefault(directory => new LibTorchCandidate(directory, LibTorchOrigin.AppDirectory).HoldsLibTorch);
        return beside is null
            ? null
            : NotLoaded(
                $"Beside {candidate.Directory}, the program's own folder {beside} holds a libtorch, which the runtime would load second",
                "Build with -p:TorchBackend=external to choose libtorch freely, or do not ask for another");
    }

    private LibTorchLoad.NotLoaded NothingFound() => candidates.Requested switch
    {
        LibTorchOrigin.Option => NotLoaded($"--libtorch {candidates.OptionDirectory} holds no libtorch_cpu.so", OfferLibTorch),
        LibTorchOrigin.EnvironmentVariable => NotLoaded("The folder in GPUBENCH_LIBTORCH holds no libtorch_cpu.so", OfferLibTorch),
        _ => NotLoaded("No libtorch was built in, and no PyTorch found on this machine", OfferLibTorch),
    };

    private static LibTorchLoad.NotLoaded NotLoaded(string reason, string cure) => new($"{reason.TrimEnd('.')}.", $"{cure}.");
}
