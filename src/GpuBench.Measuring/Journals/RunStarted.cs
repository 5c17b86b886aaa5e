using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Results;

namespace GpuBench.Measuring.Journals;

/// <summary>The first line: all that is needed to go on with the run.</summary>
public sealed record RunStarted(int SchemaVersion, Manifest Manifest, RunPlan Plan) : JournalEntry;
