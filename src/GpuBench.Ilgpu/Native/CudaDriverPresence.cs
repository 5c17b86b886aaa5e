using System.Globalization;
using System.Runtime.InteropServices;

namespace GpuBench.Ilgpu.Native;

/// <summary>Whether this machine has CUDA devices, and why not, as a device listing prints it.</summary>
public sealed record CudaDriverPresence
{
    public required CudaDriverState State { get; init; }

    /// <summary>The library names tried, in order.</summary>
    public required IReadOnlyList<string> TriedNames { get; init; }

    /// <summary>The name that loaded.</summary>
    public string? LibraryName { get; init; }

    /// <summary>The newest CUDA version that the driver supports.</summary>
    public Version? SupportedCudaVersion { get; init; }

    public int DeviceCount { get; init; }

    /// <summary>The driver call that failed; or the missing entry point of a library that is not a driver.</summary>
    public CudaCallFailure? Failure { get; init; }

    /// <summary>One sentence.</summary>
    public string Reason => State switch
    {
        CudaDriverState.Ready => string.Create(CultureInfo.InvariantCulture, $"{DeviceCount} CUDA device(s) through {LibraryName}."),
        CudaDriverState.NoLibrary => $"No CUDA driver library was found (tried {string.Join(", ", TriedNames)}).",
        CudaDriverState.NotADriver => $"{LibraryName} is not a CUDA driver: it lacks {Failure?.Call}.",
        CudaDriverState.Failed => $"{LibraryName}: {Failure}.",
        CudaDriverState.NoDevice => $"{LibraryName} initialises, but reports no device.",
        _ => throw new InvalidOperationException($"the state {State} has no reason"),
    };

    /// <summary>One sentence that a user can act on; <see langword="null"/> when nothing is wrong.</summary>
    public string? Remedy => State switch
    {
        CudaDriverState.Ready => null,
        CudaDriverState.NoLibrary or CudaDriverState.NotADriver => CudaDriverRemedies.NoLibrary,
        CudaDriverState.Failed => CudaDriverRemedies.Of((Failure?.Code).GetValueOrDefault()),
        CudaDriverState.NoDevice => CudaDriverRemedies.NoDevice,
        _ => throw new InvalidOperationException($"the state {State} has no remedy"),
    };

    /// <summary>Loads and initialises the library, reads its version and counts devices, without ILGPU. Never throws.</summary>
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
            return found.QueryDriver(new(match.Handle));
        }
        catch (CudaCallException failed)
        {
            return found with { State = CudaDriverState.Failed, Failure = failed.Failure };
        }
    }

    private CudaDriverPresence QueryDriver(CudaDriver driver)
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

/// <summary>How far the search for CUDA devices gets on this machine.</summary>
public enum CudaDriverState
{
    /// <summary>At least one device.</summary>
    Ready,

    /// <summary>No driver library loads under any known name.</summary>
    NoLibrary,

    /// <summary>A library loads, but it lacks the driver's entry points.</summary>
    NotADriver,

    /// <summary>The driver fails to initialise or to count its devices.</summary>
    Failed,

    /// <summary>The driver initialises but reports no device.</summary>
    NoDevice,
}
