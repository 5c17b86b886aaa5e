namespace GpuBench.PtxInterpreter.Driver;

/// <summary>Error codes of the CUDA driver API (CUresult) that the fake driver returns, by itself or as a test configures it.</summary>
public enum CudaResult
{
    Success = 0,
    InvalidValue = 1,
    OutOfMemory = 2,
    NotInitialized = 3,
    StubLibrary = 34,
    NoDevice = 100,
    InvalidDevice = 101,
    InvalidContext = 201,
    PeerAccessUnsupported = 217,
    InvalidPtx = 218,
    InvalidHandle = 400,
    NotFound = 500,
    NotReady = 600,
    IllegalAddress = 700,
    LaunchTimeout = 702,
    PeerAccessAlreadyEnabled = 704,
    PeerAccessNotEnabled = 705,
    HostMemoryAlreadyRegistered = 712,
    HostMemoryNotRegistered = 713,
    MisalignedAddress = 716,
    LaunchFailed = 719,
    SystemDriverMismatch = 803,
    Unknown = 999,
}
