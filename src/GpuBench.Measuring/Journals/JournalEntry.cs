using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Journals;

/// <summary>One line of a journal. A worker process streams the same lines to its parent, which appends the persisted ones.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RunStarted), "run")]
[JsonDerivedType(typeof(RunResumed), "resumed")]
[JsonDerivedType(typeof(DeviceOpened), "device")]
[JsonDerivedType(typeof(RoundFinished), "round")]
[JsonDerivedType(typeof(TrialEnded), "ended")]
[JsonDerivedType(typeof(RunEnded), "end")]
[JsonDerivedType(typeof(RoundStarted), "started")]
[JsonDerivedType(typeof(StepStarted), "step")]
[JsonDerivedType(typeof(StillWorking), "working")]
[JsonDerivedType(typeof(InventoryTaken), "inventory")]
[JsonDerivedType(typeof(WorkerFinished), "finished")]
[JsonDerivedType(typeof(SelfTestStarted), "self-test-started")]
[JsonDerivedType(typeof(SelfTestEnded), "self-test-ended")]
public abstract record JournalEntry : Extensible
{
    /// <summary>Whether the line is written to the journal; other lines only report the progress of a worker.</summary>
    [JsonIgnore]
    public virtual bool IsPersisted => true;
}

/// <summary>The first line: all that is needed to resume the run.</summary>
public sealed record RunStarted(int SchemaVersion, Manifest Manifest, RunPlan Plan) : JournalEntry;

/// <summary>The run was interrupted before this line, and resumed.</summary>
public sealed record RunResumed(DateTimeOffset At, IReadOnlyList<string> Command) : JournalEntry;

/// <summary>A device was opened. Engine version and timer are known from then on.</summary>
public sealed record DeviceOpened(DeviceInfo Device, string EngineVersion, DeviceTimer Timer) : JournalEntry;

/// <summary>A finished round, which is never measured again.</summary>
/// <param name="SetCount">Number of operand sets that launches rotate through.</param>
public sealed record RoundFinished(string Key, KernelChoice Kernel, HardwareUnit Unit, int SetCount, Round Round) : JournalEntry;

/// <summary>The trial gets no more rounds, for this reason: unsupported, skipped or failed.</summary>
public sealed record TrialEnded(string Key, TrialStatus Status, string Reason) : JournalEntry;

/// <summary>The run is finished; a journal without this line can be resumed.</summary>
public sealed record RunEnded(DateTimeOffset At) : JournalEntry;

/// <summary>A round starts. If the worker ends before its next entry, this trial ended it.</summary>
public sealed record RoundStarted(string Key, int RoundIndex) : JournalEntry
{
    public override bool IsPersisted => false;
}

/// <summary>The next step of a round, and how long the worker may be silent in it.</summary>
public sealed record StepStarted(RoundStep Step, SilenceLimit Limit) : JournalEntry
{
    public override bool IsPersisted => false;
}

/// <summary>The worker uses processor time: it compiles, loads or computes, and does not only wait.</summary>
public sealed record StillWorking : JournalEntry
{
    public override bool IsPersisted => false;
}

/// <summary>The devices of a back end, as a worker found them.</summary>
public sealed record InventoryTaken(Inventory Inventory) : JournalEntry
{
    public override bool IsPersisted => false;
}

/// <summary>The last line of a worker: its request is done.</summary>
/// <param name="RestartWanted">Whether a trial failed in a way that may have damaged the context of the device.</param>
public sealed record WorkerFinished(bool RestartWanted) : JournalEntry
{
    public override bool IsPersisted => false;
}

/// <summary>The test of a workload starts. If the worker ends before its next entry, this workload ended it.</summary>
public sealed record SelfTestStarted(string Workload) : JournalEntry
{
    public override bool IsPersisted => false;
}

/// <summary>The test of a workload ended.</summary>
/// <param name="Failure">The error; null: none.</param>
public sealed record SelfTestEnded(string Workload, string? Failure) : JournalEntry
{
    public override bool IsPersisted => false;
}

/// <summary>JSON format of a journal: camelCase, enums as their words, compact lines; null only if a type allows it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(Inventory))]
[JsonSerializable(typeof(RunPlan))]
public sealed partial class JournalJson : JsonSerializerContext;
