using System.Globalization;
using System.Runtime.InteropServices;

namespace GpuBench.Ilgpu.Native;

/// <summary>Why there are, or are not, CUDA devices here: what a device listing prints.</summary>
public sealed record CudaDriverPresence
{
    public required CudaDriverState State { get; init; }

    /// <summary>The names that were looked for, in order.</summary>
    public required IReadOnlyList<string> TriedNames { get; init; }

    /// <summary>The name among them that loaded.</summary>
    public string? LibraryName { get; init; }

    /// <summary>The newest CUDA version that the driver supports.</summary>
    public Version? SupportedCudaVersion { get; init; }

    public int DeviceCount { get; init; }

    /// <summary>The call that ended it, of a driver that failed; or the entry point that a library which is no driver lacks.</summary>
    public CudaCallFailure? Failure { get; init; }

    /// <summary>One sentence.</summary>
    public string Reason => State switch
    {
        CudaDriverState.Ready => string.Create(CultureInfo.InvariantCulture, $"{DeviceCount} CUDA device(s) through {LibraryName}."),
        CudaDriverState.NoLibrary => $"No CUDA driver library was found (tried {string.Join(", ", TriedNames)}).",
        CudaDriverState.NotADriver => $"{LibraryName} is not a CUDA driver: it lacks {Failure?.Call}.",
        CudaDriverState.Failed => $"{LibraryName}: {Failure}.",
        CudaDriverState.NoDevice => $"{LibraryName} starts and counts no device.",
        _ => throw new InvalidOperationException($"the state {State} has no reason"),
    };

    /// <summary>One sentence that a user can act on; <see langword="null"/> when nothing is wrong.</summary>
    public string? Remedy => State switch
    {
        CudaDriverState.Ready => null,
        CudaDriverState.NoLibrary or CudaDriverState.NotADriver => CudaDriverCures.NoLibrary,
        CudaDriverState.Failed => CudaDriverCures.Of((Failure?.Code).GetValueOrDefault()),
        CudaDriverState.NoDevice => CudaDriverCures.NoDevice,
        _ => throw new InvalidOperationException($"the state {State} has no remedy"),
    };

    /// <summary>Loads the library, initialises it, asks for its version and counts devices, without ILGPU. Never throws.</summary>
    public static CudaDriverPresence Query(NativeLibraryEntry library)
    {
        var found = new CudaDriverPresence { State = CudaDriverState.NoLibrary, TriedNames = library.NamesToTry };
        if (library.Find() is not { } match)
            return found;

        found = found with { LibraryName = match.FileName };
        foreach (var call in (string[])["cuInit", "cuDeviceGetCount"])
        {
            if (!NativeLibrary.TryGetExport(match.Handle, call, out _))
                return found with { State = CudaDriverState.NotADriver, Failure = new(call, 0, null, null) };
        }

        try
        {
            return found.Asking(new(match.Handle));
        }
        catch (CudaCallException failed)
        {
            return found with { State = CudaDriverState.Failed, Failure = failed.Failure };
        }
    }

    private CudaDriverPresence Asking(CudaDriver driver)
    {
        driver.Initialize();
        var count = driver.DeviceCount();
        return this with
        {
            State = count > 0 ? CudaDriverState.Ready : CudaDriverState.NoDevice,
            DeviceCount = count,
            SupportedCudaVersion = driver.SupportedVersion(),
        };
    }
}

/// <summary>How far the way to a CUDA device goes on this machine.</summary>
public enum CudaDriverState
{
    /// <summary>At least one device.</summary>
    Ready,

    /// <summary>No name of the driver library loads.</summary>
    NoLibrary,

    /// <summary>A library loads, but it lacks the driver's entry points.</summary>
    NotADriver,

    /// <summary>The driver refuses to start, or to count its devices.</summary>
    Failed,

    /// <summary>The driver starts and counts none.</summary>
    NoDevice,
}
