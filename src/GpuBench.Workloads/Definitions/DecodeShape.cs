using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Models;

namespace GpuBench.Workloads.Definitions;

/// <summary>B sequences that have a context already; each step adds one token to all of them, and after the last step they start again behind the context.</summary>
public readonly record struct DecodeShape(LlamaConfig Model, int B, int ContextLength, int StepCount)
{
    public static DecodeShape From(Point point) =>
        new(LlamaConfig.Find(point.Word("model")), point.Int("b"), point.Int("context"), point.Int("steps"));

    /// <summary>Positions that the cache must hold.</summary>
    public int Capacity => ContextLength + StepCount;

    public Point ToPoint() => new() { { "model", Model.Name }, { "b", B }, { "context", ContextLength }, { "steps", StepCount } };
}
