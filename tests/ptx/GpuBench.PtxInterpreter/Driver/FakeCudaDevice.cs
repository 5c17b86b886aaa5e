using System.Collections.Frozen;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>
/// One device that the fake driver presents. The defaults have the limits of compute capability 9.0 and little memory.
/// </summary>
public sealed record FakeCudaDevice
{
    /// <summary>Default name of a device. With it, no result can be mistaken for a result of a GPU.</summary>
    public const string Name = "CUDA driver stand-in (no GPU)";

    /// <summary>Static plus dynamic shared memory that a block may have without opting in.</summary>
    public const int DefaultSharedBytesPerBlock = 48 * 1024;

    public const int WarpSize = 32;
    public const int MaxThreadsPerBlock = 1024;
    public const int MaxThreadsPerMultiprocessor = 2048;
    public const int MaxBlocksPerMultiprocessor = 32;

    /// <summary>The result of <c>cuDeviceGetName</c>, in UTF-8.</summary>
    public string ReportedName { get; init; } = Name;

    /// <summary>The result of <c>cuDeviceGetUuid_v2</c>: 16 bytes. The ordinal plus one replaces the last byte.</summary>
    public Guid Uuid { get; init; }

    /// <summary>Entry points that return the given code when they are called for this device.</summary>
    public IReadOnlyDictionary<string, CudaResult> Failures { get; init; } = FrozenDictionary<string, CudaResult>.Empty;

    /// <summary>Results of <c>cuDeviceGetAttribute</c> by number. They replace the results from the other members.</summary>
    public IReadOnlyDictionary<int, int> Attributes { get; init; } = FrozenDictionary<int, int>.Empty;

    public int ComputeCapabilityMajor { get; init; } = 9;

    public int ComputeCapabilityMinor { get; init; }

    /// <summary>Allocations above this total fail with <see cref="CudaResult.OutOfMemory"/>. Host memory backs the allocations.</summary>
    public long MemoryBytes { get; init; } = 64L << 20;

    public int MultiprocessorCount { get; init; } = 4;

    /// <summary>Maximum dynamic shared memory that a function may request with <c>cuFuncSetAttribute</c>.</summary>
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
