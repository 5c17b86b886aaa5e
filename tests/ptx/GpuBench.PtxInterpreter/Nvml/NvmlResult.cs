namespace GpuBench.PtxInterpreter.Nvml;

/// <summary>Return codes of NVML (nvmlReturn_t) that the fake library returns, by itself or as a test configures it.</summary>
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
