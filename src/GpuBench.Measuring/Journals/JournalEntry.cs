using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Journals;

/// <summary>
/// One line of a journal. A worker process streams the same lines to its parent, which appends those that are to last.
/// </summary>
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
    /// <summary>Whether the line belongs in the journal; the rest only says how far a worker is.</summary>
    [JsonIgnore]
    public virtual bool IsPersisted => true;
}

/// <summary>The first line: all that is needed to go on with the run.</summary>
public sealed record RunStarted(int SchemaVersion, Manifest Manifest, RunPlan Plan) : JournalEntry;

/// <summary>The run was cut off before this line and went on after it.</summary>
public sealed record RunResumed(DateTimeOffset At, IReadOnlyList<string> Command) : JournalEntry;

/// <summary>A device was opened, with what can only be known from then on.</summary>
public sealed record DeviceOpened(DeviceInfo Device, string EngineVersion, DeviceTimer Timer) : JournalEntry;

/// <summary>The journal's unit: a round that never has to be measured again.</summary>
/// <param name="SetCount">Sets of operands that launches went round.</param>
public sealed record RoundFinished(string Key, KernelChoice Kernel, HardwareUnit Unit, int SetCount, Round Round) : JournalEntry;

/// <summary>The trial has no more rounds to come, for this reason: unsupported, skipped or failed.</summary>
public sealed record TrialEnded(string Key, TrialStatus Status, string Reason) : JournalEntry;

/// <summary>Nothing is left to do; a journal without this line can be resumed.</summary>
public sealed record RunEnded(DateTimeOffset At) : JournalEntry;

/// <summary>If nothing more is heard, this trial is the one that broke the worker.</summary>
public sealed record RoundStarted(string Key, int RoundIndex) : JournalEntry
{
    public override bool IsPersisted => false;
}

/// <summary>What a worker does next in a round, and how long it may be silent over it.</summary>
public sealed record StepStarted(RoundStep Step, SilenceLimit Limit) : JournalEntry
{
    public override bool IsPersisted => false;
}

/// <summary>The worker uses processor time: it compiles, loads or computes, and does not merely wait.</summary>
public sealed record StillWorking : JournalEntry
{
    public override bool IsPersisted => false;
}

/// <summary>A worker's answer to the question which devices a back end has.</summary>
public sealed record InventoryTaken(Inventory Inventory) : JournalEntry
{
    public override bool IsPersisted => false;
}

/// <summary>The worker's last line: it did all it was given, and did not merely stop.</summary>
/// <param name="RestartWanted">A trial failed in a way that may have harmed the device's context.</param>
public sealed record WorkerFinished(bool RestartWanted) : JournalEntry
{
    public override bool IsPersisted => false;
}

/// <summary>If nothing more is heard, this workload is the one that broke the worker.</summary>
public sealed record SelfTestStarted(string Workload) : JournalEntry
{
    public override bool IsPersisted => false;
}

/// <param name="Failure">What went wrong; null: nothing.</param>
public sealed record SelfTestEnded(string Workload, string? Failure) : JournalEntry
{
    public override bool IsPersisted => false;
}

/// <summary>How a journal is written as JSON: camelCase, enums as their words, compact lines; null only where a type allows it.</summary>
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
