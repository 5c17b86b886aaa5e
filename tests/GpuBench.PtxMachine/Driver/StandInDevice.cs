namespace GpuBench.PtxMachine.Driver;

/// <summary>
/// One device that the stand-in presents. The defaults have the limits of compute capability 9.0 and little memory.
/// </summary>
public sealed record StandInDevice
{
    /// <summary>The same for every device, so that no result can pass for one of a GPU.</summary>
    public const string Name = "CUDA driver stand-in (no GPU)";

    /// <summary>Static plus dynamic shared memory that a block may have without opting in.</summary>
    public const int DefaultSharedBytesPerBlock = 48 * 1024;

    public const int WarpSize = 32;
    public const int MaxThreadsPerBlock = 1024;
    public const int MaxThreadsPerMultiprocessor = 2048;
    public const int MaxBlocksPerMultiprocessor = 32;

    public int ComputeCapabilityMajor { get; init; } = 9;

    public int ComputeCapabilityMinor { get; init; }

    /// <summary>Allocations beyond it fail with <see cref="CudaResult.OutOfMemory"/>; they are backed by host memory.</summary>
    public long MemoryBytes { get; init; } = 64L << 20;

    public int MultiprocessorCount { get; init; } = 4;

    /// <summary>Dynamic shared memory that a function may ask for through <c>cuFuncSetAttribute</c>.</summary>
    public int OptInSharedBytesPerBlock { get; init; } = 227 * 1024;

    public int SharedBytesPerMultiprocessor { get; init; } = 228 * 1024;

    public int ClockHertz { get; init; } = 1_000_000_000;

    public int MemoryClockHertz { get; init; } = 1_000_000_000;

    public int MemoryBusBits { get; init; } = 512;

    public int L2CacheBytes { get; init; } = 4 << 20;

    public bool EccEnabled { get; init; } = true;

    public int PciDomain { get; init; }

    public int PciBus { get; init; } = 1;
}
