using System.Collections.Frozen;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>
/// One device that the fake driver presents. The defaults have the limits of compute capability 9.0 and little memory.
/// </summary>
public sealed record FakeCudaDevice
{
    /// <summary>What a device is called unless a test says otherwise, so that no result can pass for one of a GPU.</summary>
    public const string Name = "CUDA driver stand-in (no GPU)";

    /// <summary>Static plus dynamic shared memory that a block may have without opting in.</summary>
    public const int DefaultSharedBytesPerBlock = 48 * 1024;

    public const int WarpSize = 32;
    public const int MaxThreadsPerBlock = 1024;
    public const int MaxThreadsPerMultiprocessor = 2048;
    public const int MaxBlocksPerMultiprocessor = 32;

    /// <summary>What <c>cuDeviceGetName</c> answers, in UTF-8.</summary>
    public string ReportedName { get; init; } = Name;

    /// <summary>What <c>cuDeviceGetUuid_v2</c> answers: 16 bytes, of which the last is replaced by the ordinal plus one.</summary>
    public Guid Uuid { get; init; }

    /// <summary>Entry points that return the given code when they are asked about this device.</summary>
    public IReadOnlyDictionary<string, CudaResult> Failures { get; init; } = FrozenDictionary<string, CudaResult>.Empty;

    /// <summary>Answers of <c>cuDeviceGetAttribute</c> by number, in place of those that follow from the other members.</summary>
    public IReadOnlyDictionary<int, int> Attributes { get; init; } = FrozenDictionary<int, int>.Empty;

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
