using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>
/// The texts that <c>cuGetErrorName</c> and <c>cuGetErrorString</c> return. The native strings stay valid until the process exits, like
/// the driver's strings.
/// </summary>
internal static class CudaResultText
{
    private static readonly FrozenDictionary<CudaResult, nint> Texts = Enum.GetValues<CudaResult>()
        .ToFrozenDictionary(result => result, result => Marshal.StringToCoTaskMemUTF8(Describe(result)));

    private static readonly FrozenDictionary<CudaResult, nint> Names = Enum.GetValues<CudaResult>()
        .ToFrozenDictionary(result => result, result => Marshal.StringToCoTaskMemUTF8(DescribeName(result)));

    /// <returns>0 in the same case as <see cref="Of"/>.</returns>
    public static nint NameOf(CudaResult result) => Names.GetValueOrDefault(result);

    /// <returns>0 for a code that is not in <see cref="CudaResult"/>.</returns>
    public static nint Of(CudaResult result) => Texts.GetValueOrDefault(result);

    private static string Describe(CudaResult result) => result switch
    {
        CudaResult.Success => "no error",
        CudaResult.InvalidValue => "invalid argument",
        CudaResult.OutOfMemory => "out of memory",
        CudaResult.NotInitialized => "initialization error",
        CudaResult.StubLibrary => "CUDA driver is a stub library",
        CudaResult.NoDevice => "no CUDA-capable device is detected",
        CudaResult.InvalidDevice => "invalid device ordinal",
        CudaResult.InvalidContext => "invalid device context",
        CudaResult.PeerAccessUnsupported => "peer access is not supported between these two devices",
        CudaResult.InvalidPtx => "a PTX JIT compilation failed",
        CudaResult.InvalidHandle => "invalid resource handle",
        CudaResult.NotFound => "named symbol not found",
        CudaResult.NotReady => "device not ready",
        CudaResult.IllegalAddress => "an illegal memory access was encountered",
        CudaResult.LaunchTimeout => "the launch timed out and was terminated",
        CudaResult.PeerAccessAlreadyEnabled => "peer access is already enabled",
        CudaResult.PeerAccessNotEnabled => "peer access has not been enabled",
        CudaResult.HostMemoryAlreadyRegistered => "part or all of the requested memory range is already mapped",
        CudaResult.HostMemoryNotRegistered => "pointer does not correspond to a registered memory region",
        CudaResult.MisalignedAddress => "misaligned address",
        CudaResult.LaunchFailed => "unspecified launch failure",
        CudaResult.SystemDriverMismatch => "system has unsupported display driver / cuda driver combination",
        _ => "unknown error",
    };

    /// <summary>cuda.h spells the members of <see cref="CudaResult"/> in capitals.</summary>
    private static string DescribeName(CudaResult result) => result switch
    {
        CudaResult.Success => "CUDA_SUCCESS",
        _ => "CUDA_ERROR"
            + string.Concat($"{result}".Select(letter => char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}")),
    };
}
