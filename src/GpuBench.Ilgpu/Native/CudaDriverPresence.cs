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

    /// <summary>The entry point that failed.</summary>
    public string? FailedCall { get; init; }

    /// <summary>Its CUresult.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>What the driver itself says of the code.</summary>
    public string? ErrorText { get; init; }

    /// <summary>One sentence.</summary>
    public string Reason => State switch
    {
        CudaDriverState.Ready => string.Create(CultureInfo.InvariantCulture, $"{DeviceCount} CUDA device(s) through {LibraryName}."),
        CudaDriverState.NoLibrary => $"No CUDA driver library was found (tried {string.Join(", ", TriedNames)}).",
        CudaDriverState.NotADriver => $"{LibraryName} is not a CUDA driver: it lacks {FailedCall}.",
        CudaDriverState.Failed => string.Create(CultureInfo.InvariantCulture, $"{LibraryName}: {FailedCall} failed with {ErrorCode} ({ErrorText})."),
        _ => $"{LibraryName} starts and counts no device.",
    };

    /// <summary>One sentence that a user can act on; <see langword="null"/> when nothing is wrong.</summary>
    public string? Cure => State switch
    {
        CudaDriverState.Ready => null,
        CudaDriverState.NoLibrary or CudaDriverState.NotADriver => CudaDriverCures.NoLibrary,
        CudaDriverState.Failed => CudaDriverCures.Of(ErrorCode.GetValueOrDefault()),
        _ => CudaDriverCures.NoDevice,
    };

    /// <summary>Loads the library, initialises it and counts devices, without ILGPU. Never throws.</summary>
    public static unsafe CudaDriverPresence Query(NativeLibraryEntry library)
    {
        var found = new CudaDriverPresence { State = CudaDriverState.NoLibrary, TriedNames = library.NamesToTry };
        if (library.Find() is not { } match)
            return found;

        found = found with { State = CudaDriverState.NotADriver, LibraryName = match.FileName };
        if (!NativeLibrary.TryGetExport(match.Handle, "cuInit", out var initialize))
            return found with { FailedCall = "cuInit" };
        if (!NativeLibrary.TryGetExport(match.Handle, "cuDeviceGetCount", out var countDevices))
            return found with { FailedCall = "cuDeviceGetCount" };

        var code = ((delegate* unmanaged<uint, int>)initialize)(0);
        if (code != 0)
            return found.Failing("cuInit", code, match.Handle);

        var count = 0;
        code = ((delegate* unmanaged<int*, int>)countDevices)(&count);
        if (code != 0)
            return found.Failing("cuDeviceGetCount", code, match.Handle);

        return found with
        {
            State = count > 0 ? CudaDriverState.Ready : CudaDriverState.NoDevice,
            DeviceCount = count,
            SupportedCudaVersion = ReadVersion(match.Handle),
        };
    }

    private CudaDriverPresence Failing(string call, int code, nint library) =>
        this with { State = CudaDriverState.Failed, FailedCall = call, ErrorCode = code, ErrorText = ReadErrorText(library, code) };

    private static unsafe string ReadErrorText(nint library, int code)
    {
        nint text = 0;
        if (NativeLibrary.TryGetExport(library, "cuGetErrorString", out var describe))
            _ = ((delegate* unmanaged<int, nint*, int>)describe)(code, &text);
        return Marshal.PtrToStringUTF8(text) ?? "no text";
    }

    /// <summary>The driver counts 1000 for a major and 10 for a minor version.</summary>
    private static unsafe Version? ReadVersion(nint library)
    {
        var version = 0;
        if (!NativeLibrary.TryGetExport(library, "cuDriverGetVersion", out var getVersion)
            || ((delegate* unmanaged<int*, int>)getVersion)(&version) != 0)
        {
            return null;
        }

        return new(version / 1000, version % 1000 / 10);
    }
}
