using System.Text.Json.Serialization;

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
    public virtual bool Lasting => true;
}
