using GpuBench.Measuring.Trials;

namespace GpuBench.Torch.Tensors;

/// <summary>Equal tensors, one for each set of operands that a trial goes round.</summary>
internal static class TensorSets
{
    public static ITensor[] Copies(this ITensorFactory tensors, uint[] words, long[] shape, DType type, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => tensors.FromWords(words, shape, type))];

    public static ITensor[] Poisoned(this ITensorFactory tensors, long[] shape, DType type, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => tensors.Poisoned(shape, type))];

    private static ITensor Poisoned(this ITensorFactory tensors, long[] shape, DType type)
    {
        var tensor = tensors.Empty(shape, type);
        tensor.Poison();
        return tensor;
    }
}
