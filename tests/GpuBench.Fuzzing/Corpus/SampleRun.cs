using System.Text;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Running;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Fuzzing.Corpus;

/// <summary>The output of a ci run on an imaginary device. It is small, but contains every kind of row and entry.</summary>
internal static class SampleRun
{
    public const string Engine = "torchsharp";

    private static readonly DateTimeOffset Start = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<WorkloadDefinition> Definitions => WorkloadDefinitions.All;

    public static DeviceInfo Device { get; } = new()
    {
        Engine = Engine,
        Backend = Backend.Cuda,
        Index = 0,
        Class = DeviceClass.Accelerator,
        Name = "NVIDIA H20",
        Vendor = "NVIDIA",
        Driver = "550.54",
        Uuid = "GPU-8f2d6d3a-0000-0000-0000-000000000000",
        MemoryBytes = 96L << 30,
        MaxAllocationBytes = 96L << 30,
        LastLevelCacheBytes = 60 << 20,
        ComputeUnits = 78,
        ClockHertz = 1.98e9,
        Capabilities = ["fp64", "fp16", "pinned"],
    };

    private static HostInfo Host { get; } = new()
    {
        Os = "Debian GNU/Linux 12 (bookworm)",
        Kernel = "Linux 6.1",
        Cpu = "AMD EPYC 9654",
        CpuCount = 16,
        MemoryBytes = 128L << 30,
        Runtime = ".NET 10.0.0",
        Architecture = "X64",
        Virtualized = true,
    };

    public static RunStarted Started { get; } = Begin();

    public static IReadOnlyList<JournalEntry> Entries { get; } = [Started, .. Rest(Started.Plan)];

    /// <summary>Complete journals, and one that ends within a line.</summary>
    public static IReadOnlyList<byte[]> Journals { get; } = [Lines(Entries), Lines(Entries)[..^20], Lines(Entries.Take(4))];

    public static IReadOnlyList<ResultDocument> Documents { get; } = [Document(Entries), Document(Entries.Take(5))];

    public static IReadOnlyList<WorkerRequest> Orders { get; } =
    [
        new DiscoverRequest(Engine, Backend.Cuda) { LibTorchDirectory = "/opt/libtorch/lib" },
        new RunTrialsRequest(
            Device, Suite.Ci, 1, 20, IsLastPass: true,
            [.. Started.Plan.Devices[0].Trials.Select(planned => new RunTrialsRequest.Item(planned.Trial, 0, 2) { Cost = planned.Cost })])
        {
            Measured = [new(Started.Plan.Devices[0].Trials[0].Trial, 1e-3)],
            NeededSeconds = 22,
        },
    ];

    private static RunStarted Begin()
    {
        var request = new RunRequest { Device = DeviceSelector.Parse("all"), Suite = Suite.Ci, Rounds = 2, Seed = 1 };
        var missing = new MissingBackend("ilgpu", Backend.OpenCl, "There is no OpenCL loader.", "Install ocl-icd-libopencl1.");
        var workloads = Definitions.Select(definition => new PlannedWorkload(definition));
        var plan = RunPlan.Create(request, new([Device], [missing]), [.. workloads], HostRates.Of(16));
        var trials = plan.Devices[0].Trials.DistinctBy(planned => planned.Trial.Workload).ToList();
        plan = plan with { Devices = [plan.Devices[0] with { Trials = trials }] };
        return new(SchemaVersions.Journal, Manifest.Of(plan, ["run", "--suite", "ci"]) with { StartedAt = Start, Host = Host }, plan);
    }

    /// <summary>The first trial fails, the second is skipped, and every other trial has two rounds.</summary>
    private static IEnumerable<JournalEntry> Rest(RunPlan plan)
    {
        yield return new DeviceOpened(Device, "2.10.0", new DeviceTimer("cuda-event", 5e-7, 1e-6));
        yield return new TrialEnded(plan.Devices[0].Trials[0].Trial.Key, TrialStatus.Failed, "wrong result before timing");
        yield return new TrialEnded(
            plan.Devices[0].Trials[1].Trial.Key, TrialStatus.Skipped, "the time budget ran out before its first round; raise --budget");
        foreach (var index in (int[])[0, 1])
            foreach (var planned in plan.Devices[0].Trials.Skip(2))
                yield return new RoundFinished(
                    planned.Trial.Key, new("library", "there is no other"), UnitOf(planned.Trial), 3,
                    UnitOf(planned.Trial) == HardwareUnit.Mixed ? PassesOf(index) : RoundOf(index));
        yield return new RunResumed(Start.AddMinutes(2), ["run", "--resume"]);
        yield return new RunEnded(Start.AddMinutes(3));
    }

    private static HardwareUnit UnitOf(Trial trial) => trial.Workload switch
    {
        "stream" => HardwareUnit.Copy,
        "link" => HardwareUnit.Link,
        "prefill" or "decode" => HardwareUnit.Mixed,
        _ => trial.DType?.Input is DType.Fp32 or DType.Fp64 ? HardwareUnit.Simt : HardwareUnit.Tensor,
    };

    private static Round RoundOf(int index) => new()
    {
        Index = index,
        StartedAt = Start.AddSeconds(10 * index),
        WallSeconds = 0.5,
        PreparationSeconds = 0.1,
        SamplesSeconds = [1e-3, 1.1e-3 + (index * 1e-5), 1.05e-3],
        Discarded = [new(9e-3, "a garbage collection of generation 1 or 2 ran during the sample")],
        LaunchesPerSample = 4,
        HostSeconds = 1.2e-3,
        EnqueueSeconds = 1e-5,
        PeakMemoryBytes = 1 << 20,
        WarmUp = new(3, 0.1, Settled: true),
        StopReason = StopReason.Count,
        AllocatedBytesPerSample = 0,
        CheckBefore = new(0.1, 1, "64 of 64 elements"),
        CheckAfter = new(0.1, 1, "64 of 64 elements"),
        TelemetryBefore = new Telemetry { ClockHertz = 1.98e9, TemperatureCelsius = 41, EnergyJoules = 9e6, ThrottleReasons = [] },
        TelemetryAfter = index == 0 ? null : new Telemetry { EnergyJoules = 9.0004e6, ThrottleReasons = [ThrottleReason.PowerCap] },
    };

    /// <summary>Passes of a model, as many and as long as percentiles and energy need.</summary>
    private static Round PassesOf(int index) => RoundOf(index) with
    {
        SamplesSeconds = [.. Enumerable.Range(0, 50).Select(i => 25e-3 + (i * 1e-5))],
        LaunchesPerSample = 1,
        HostSeconds = 26e-3,
        EnqueueSeconds = 12e-3,
        KernelsPerLaunch = 291,
    };

    private static byte[] Lines(IEnumerable<JournalEntry> entries) => Encoding.UTF8.GetBytes(string.Concat(entries.Select(Journal.Line)));

    private static ResultDocument Document(IEnumerable<JournalEntry> entries)
    {
        var all = entries.ToList();
        return DocumentBuilder.Build(new RunProgress(Started, all.Skip(1)), all, Definitions);
    }
}
