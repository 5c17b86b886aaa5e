using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace GpuBench.Torch.Workloads;

/// <summary>Tensors in host memory, from packed words.</summary>
internal static class HostTensor
{
    /// <summary>NaN in fp32 and bf16: an element nobody wrote fails any check.</summary>
    private const byte PoisonByte = 0xFF;

    public static Tensor[] Copies(uint[] words, long[] shape, ScalarType type, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => FromWords(words, shape, type))];

    public static void Poison(Tensor tensor) => tensor.bytes.Fill(PoisonByte);

    private static Tensor FromWords(uint[] words, long[] shape, ScalarType type)
    {
        var tensor = empty(shape, dtype: type);
        var bytes = tensor.bytes;
        MemoryMarshal.AsBytes(words.AsSpan())[..bytes.Length].CopyTo(bytes);
        return tensor;
    }
}
