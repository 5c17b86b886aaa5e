using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Models;

namespace GpuBench.Workloads.Shapes;

/// <summary>
/// B sequences that already have a context. Each step adds one token to each sequence.
/// After the last step they start again at the context's end.
/// </summary>
public readonly record struct DecodeShape(
    LlamaConfig Model, int B, int ContextLength, int StepCount, LayerStorage Layers = LayerStorage.Same)
{
    public static DecodeShape From(Point point) => new(
        LlamaConfig.Find(point.Word("model")), point.Int("b"), point.Int("context"), point.Int("steps"), LayerStorageAxis.Of(point));

    /// <summary>Positions that the cache must hold.</summary>
    public int Capacity => ContextLength + StepCount;

    public Point ToPoint() =>
        new Point() { { "model", Model.Name }, { "b", B }, { "context", ContextLength }, { "steps", StepCount } }.With(Layers);
}
