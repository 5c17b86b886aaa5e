namespace GpuBench.PtxInterpreter.Nvml;

/// <summary>Return codes of NVML (nvmlReturn_t) that the fake driver gives or that a test may ask it to give.</summary>
public enum NvmlResult
{
    Success = 0,
    Uninitialized = 1,
    InvalidArgument = 2,
    NotSupported = 3,
    NoPermission = 4,
    NotFound = 6,
    InsufficientSize = 7,
    DriverNotLoaded = 9,
    GpuIsLost = 15,
}
