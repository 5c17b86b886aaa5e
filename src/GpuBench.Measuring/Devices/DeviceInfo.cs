using System.Globalization;
using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Devices;

/// <summary>Properties of a device that are known before anything runs on it. Null: the back end does not report the property.</summary>
public sealed record DeviceInfo : Extensible
{
    /// <summary>The engine that reaches it: <c>ilgpu</c>, <c>torchsharp</c> or <c>torch-stable</c>.</summary>
    public required string Engine { get; init; }

    public required Backend Backend { get; init; }

    /// <summary>Index among the engine's devices of this back end, from 0.</summary>
    public required int Index { get; init; }

    public required DeviceClass Class { get; init; }

    public required string Name { get; init; }

    public required string Vendor { get; init; }

    /// <summary>The variant of the product, e.g. <c>h100-sxm5-80gb</c>; <c>unstated</c> if it is unknown.</summary>
    public string Variant { get => field ?? "unstated"; init; }

    public string? Driver { get; init; }

    /// <summary>Architecture as the vendor names it: <c>sm_90</c>, <c>OpenCL 3.0</c>.</summary>
    public string? Architecture { get; init; }

    /// <summary>As <c>CUDA_VISIBLE_DEVICES</c> takes it: <c>GPU-…</c>, or <c>MIG-…</c> for a MIG instance.</summary>
    public string? Uuid { get; init; }

    /// <summary>
    /// Architectures for which the engine's library has code, as <c>sm_80</c> (machine code) or <c>compute_90</c> (PTX); null if the
    /// engine compiles for the device itself, or the list is unknown.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? CodeArchitectures { get; init; }

    public string? PciAddress { get; init; }

    /// <summary>Memory that kernels can use; for a CPU, the host's.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>The largest single allocation.</summary>
    public long MaxAllocationBytes { get; init; }

    public long? LastLevelCacheBytes { get; init; }

    public int? ComputeUnits { get; init; }

    public double? ClockHertz { get; init; }

    public double? MemoryClockHertz { get; init; }

    public int? MemoryBusBits { get; init; }

    public double? PowerLimitWatts { get; init; }

    public bool? EccEnabled { get; init; }

    /// <summary>
    /// The part of a product that this device is, e.g. <c>MIG 1g.10gb</c>, <c>vGPU</c> or <c>16 of 132 SMs</c>; null for a whole product,
    /// as far as is known. Published figures of the product do not apply to a part.
    /// </summary>
    public string? Partition { get; init; }

    /// <summary>Null if there are none, or the driver does not report them.</summary>
    public NvLinks? NvLink { get; init; }

    /// <summary>What kernels may use, e.g. <c>fp64</c>, <c>fp16</c>, <c>pinned</c>.</summary>
    public IReadOnlyList<string> Capabilities { get => field ?? []; init; }

    /// <summary>
    /// Why kernels must be tested on the device before they are measured: its driver does not guarantee what they need. Null: no test is
    /// needed, or it is done.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Untried { get; init; }

    /// <summary>Workloads that failed the test on the device, each with its error; null: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Excluded { get; init; }

    /// <summary>Names the device on the command line: <c>cuda:0</c>.</summary>
    public string Id => $"{EnumText.Text(Backend)}:{Index}";

    /// <summary>
    /// The cache that a cold measurement must exceed, in bytes. Chosen if the device does not report it: 64 MiB for an accelerator (the
    /// L2 cache of an H100 has 50 MB), 32 MiB for a processor. Some OpenCL drivers report the first-level caches of a GPU, so their value
    /// counts only if it exceeds the choice.
    /// </summary>
    [JsonIgnore]
    public long CacheBytesOrGuess => (Class, Backend) switch
    {
        (DeviceClass.Accelerator, Backend.OpenCl) => Math.Max(LastLevelCacheBytes ?? 0, GuessedCacheBytes),
        _ => LastLevelCacheBytes ?? GuessedCacheBytes,
    };

    private long GuessedCacheBytes => Class == DeviceClass.Accelerator ? 64L << 20 : 32L << 20;

    public bool Can(string capability) => Capabilities.Contains(capability);
}

/// <summary>The programming interface through which a device is reached.</summary>
[JsonConverter(typeof(EnumWordConverter<Backend>))]
public enum Backend
{
    [JsonStringEnumMemberName("cuda")]
    Cuda,

    [JsonStringEnumMemberName("opencl")]
    OpenCl,

    /// <summary>The engine's own execution on host threads: ILGPU's CPU accelerator, libtorch's CPU kernels.</summary>
    [JsonStringEnumMemberName("cpu")]
    Cpu,
}

/// <summary>Speed class of a device: a short suite takes its problem sizes from it.</summary>
[JsonConverter(typeof(EnumWordConverter<DeviceClass>))]
public enum DeviceClass
{
    /// <summary>A GPU or another card with its own memory or matrix units.</summary>
    [JsonStringEnumMemberName("accelerator")]
    Accelerator,

    /// <summary>Compiled, vectorised code on host cores: PoCL, libtorch on the CPU.</summary>
    [JsonStringEnumMemberName("host-cpu")]
    HostCpu,

    /// <summary>ILGPU's CPU accelerator: one thread a work item, for testing.</summary>
    [JsonStringEnumMemberName("managed-cpu")]
    ManagedCpu,
}

/// <summary>NVLink connections of a device, as its driver reports them at discovery.</summary>
/// <param name="Version">Version of the active links, e.g. <c>4.0</c>; null if the driver does not report it, or they differ.</param>
/// <param name="Active">Active links.</param>
/// <param name="Known">Links that the driver reports, active or not.</param>
public sealed record NvLinks(string? Version, int Active, int Known)
{
    /// <summary>E.g. <c>NVLink 3 × 8 active (of 12 known)</c>.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"NVLink{(Version is null ? "" : $" {ShortVersion}")} × {Active} active (of {Known} known)");

    private string ShortVersion => Version!.EndsWith(".0", StringComparison.Ordinal) ? Version[..^2] : Version;
}
