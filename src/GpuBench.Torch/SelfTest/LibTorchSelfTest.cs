using System.Runtime.CompilerServices;
using GpuBench.Torch.Loading;

namespace GpuBench.Torch.SelfTest;

/// <summary>
/// Tries a libtorch that TorchSharp's bridge was not compiled against: a changed layout shows only in wrong numbers or a crash.
/// May end the process: run it in one of its own (<see cref="LibTorchSelfTestProcess"/>).
/// </summary>
public static class LibTorchSelfTest
{
    /// <param name="libTorchDirectory">As for <see cref="LibTorch.Load"/>.</param>
    public static LibTorchSelfTestReport Run(string? libTorchDirectory) => LibTorch.Load(libTorchDirectory) switch
    {
        LibTorchLoad.NotLoaded missing => new(missing.Reason, [], []),
        _ => Try(),
    };

    // Not inlined: nothing before the load may mention torch.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static LibTorchSelfTestReport Try() => new(
        LoadFailure: null,
        [.. MappedLibraries.PathsOf("libc10.so"), .. MappedLibraries.PathsOf(LibTorchCandidate.MainLibrary)],
        [.. OperatorChecks.All.Select(Outcome).OfType<string>()]);

    private static string? Outcome(OperatorCheck check)
    {
        try
        {
            return check.Run() is { } failure ? $"{check.Name}: {failure}" : null;
        }
        catch (Exception cause)
        {
            return $"{check.Name}: {cause.GetType().Name}: {cause.Message.Split('\n')[0]}";
        }
    }
}
