using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Models;

namespace GpuBench.Workloads.Shapes;

/// <summary>B requests of equal lengths: the prompts are read, then tokens are generated, of which reading gives the first.</summary>
public readonly record struct GenerateShape(
    LlamaConfig Model, int B, int PromptLength, int OutputLength, LayerStorage Layers = LayerStorage.Same)
{
    public static GenerateShape From(Point point) => new(
        LlamaConfig.Find(point.Word("model")), point.Int("b"), point.Int("prompt"), point.Int("output"), LayerStorageAxis.Of(point));

    /// <summary>Positions that the cache must hold. The last token is not read again.</summary>
    public int Capacity => PromptLength + OutputLength - 1;

    public Point ToPoint() =>
        new Point() { { "model", Model.Name }, { "b", B }, { "prompt", PromptLength }, { "output", OutputLength } }.With(Layers);
}
