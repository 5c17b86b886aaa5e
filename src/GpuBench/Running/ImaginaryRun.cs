using GpuBench.Engines;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Torch.Devices;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Running;

/// <summary>
/// A run of a suite on an imaginary CUDA device of the Hopper class. The plan is that of a real run; no device is opened. Each trial has
/// one round of one second. Verdicts of comparisons do not depend on values, so they are those of a real run on such a device.
/// </summary>
internal static class ImaginaryRun
{
    /// <summary>What the device is assumed to be, in sentences of at most 95 characters.</summary>
    public static IReadOnlyList<string> Assumptions { get; } =
    [
        "Nothing is measured. The device is an imaginary NVIDIA GPU of the Hopper class: sm_90, 80 GB.",
        "It runs every type of the suite. Vector lanes do fp32 and fp64, matrix units the other types.",
        "libtorch is TorchSharp's; its attention in 16 bits runs cuDNN's kernel, as on an H200.",
    ];

    /// <summary>The memory of an H100 SXM5.</summary>
    private const long MemoryBytes = 80_000_000_000;

    public static ResultDocument Of(Suite suite)
    {
        var engines = AllWorkloads.All.Select(workload => workload.Engine).Distinct();
        var inventory = EngineChoice.Among(Inventory.Of([.. engines.Select(DeviceOf)]), engine: null);
        var plan = RunPlan.Create(new() { Suite = suite }, inventory, AllWorkloads.All);
        JournalEntry[] entries =
        [
            .. plan.Devices.Select(planned => new DeviceOpened(planned.Device, "imaginary", new("imaginary", 1e-6, 0))),
            .. from planned in plan.Devices
               from trial in planned.Trials
               select Entry(planned.Device, trial),
        ];
        var started = new RunStarted(SchemaVersions.Journal, Manifest.Of(plan, []), plan);
        return DocumentBuilder.Build(new RunProgress(started, entries), entries, WorkloadDefinitions.All);
    }

    private static JournalEntry Entry(DeviceInfo device, PlannedTrial planned)
    {
        if (planned.Refusal is { } refusal)
            return new TrialEnded(planned.Trial.Key, refusal.Status, refusal.Reason);
        var trial = planned.Trial;
        var definition = WorkloadDefinitions.Find(trial.Workload)!;
        var bytes = definition.BytesPerSet(trial.Point, trial.DType);
        return new RoundFinished(
            trial.Key, new(KernelOf(trial), "it is imaginary"), UnitOf(trial, definition),
            RotationRule.SetCount(trial.Conditions.Cache, bytes, device), OneSecond);
    }

    private static HardwareUnit UnitOf(Trial trial, WorkloadDefinition of) => of.ValueUnitOf(trial.Point, trial.DType) switch
    {
        ValueUnit.BytesPerSecond => of.Published is { CrossesLink: true } ? HardwareUnit.Link : HardwareUnit.Copy,
        ValueUnit.TokensPerSecond => HardwareUnit.Mixed,
        _ => UsesMatrixUnits(trial) ? HardwareUnit.Tensor : HardwareUnit.Simt,
    };

    /// <summary>Matrix units sum in a wider type than that of their operands. Arithmetic in one type is that of vector lanes.</summary>
    private static bool UsesMatrixUnits(Trial trial) =>
        trial.DType is { } type && type.Input != type.Accumulate && ElementTypes.Of(type.Input).MatrixUnits != MatrixUnits.None;

    /// <summary>The rules read the kernel of libtorch's attention only. An H200 chose these two for 16 and 32 bits.</summary>
    private static string KernelOf(Trial trial) => trial.Engine switch
    {
        TorchEngines.TorchSharp or TorchEngines.Stable => $"imaginary, {(UsesMatrixUnits(trial) ? "cudnn" : "memoryefficient")} kernel",
        _ => "imaginary",
    };

    private static Round OneSecond { get; } = new()
    {
        Index = 0,
        StartedAt = DateTimeOffset.UnixEpoch,
        WallSeconds = 1,
        SamplesSeconds = [1],
        Discarded = [],
        LaunchesPerSample = 1,
        WarmUp = new(1, 0, Settled: true),
        StopReason = StopReason.Count,
        AllocatedBytesPerSample = 0,
        CheckBefore = new(0, 0, "nothing"),
        CheckAfter = new(0, 0, "nothing"),
    };

    private static DeviceInfo DeviceOf(string engine) => new()
    {
        Engine = engine,
        Backend = Backend.Cuda,
        Index = 0,
        Class = DeviceClass.Accelerator,
        Name = "imaginary GPU of the Hopper class",
        Vendor = "NVIDIA",
        Architecture = "sm_90",
        MemoryBytes = MemoryBytes,
        MaxAllocationBytes = MemoryBytes,
        LastLevelCacheBytes = 50_000_000,
        ComputeUnits = 132,
        Capabilities = ["int32", "fp64", "fp16", "bf16", "pinned"],
    };
}
