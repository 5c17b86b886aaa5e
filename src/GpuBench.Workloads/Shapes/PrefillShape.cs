using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Models;

namespace GpuBench.Workloads.Shapes;

/// <summary>B prompts of equal length, all tokens at once.</summary>
public readonly record struct PrefillShape(LlamaConfig Model, int B, int PromptLength, LayerStorage Layers = LayerStorage.Same)
{
    public static PrefillShape From(Point point) =>
        new(LlamaConfig.Find(point.Word("model")), point.Int("b"), point.Int("prompt"), LayerStorageAxis.Of(point));

    public Point ToPoint() => new Point() { { "model", Model.Name }, { "b", B }, { "prompt", PromptLength } }.With(Layers);
}
