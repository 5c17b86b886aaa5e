using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace GpuBench.Torch.Workloads;

/// <summary>Tensors on a device, from packed words and back.</summary>
internal static class DeviceTensor
{
    public static Tensor[] Copies(uint[] words, long[] shape, ScalarType type, Device place, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => FromWords(words, shape, type, place))];

    public static Tensor[] Poisoned(long[] shape, ScalarType type, Device place, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Poison(empty(shape, dtype: type, device: place)))];

    /// <summary>NaN: an element nobody wrote fails any check.</summary>
    public static Tensor Poison(Tensor tensor) => tensor.fill_(float.NaN);

    /// <summary>An odd count of 16-bit elements leaves the last high half zero.</summary>
    public static uint[] Words(Tensor tensor)
    {
        using var host = tensor.cpu();
        var bytes = host.bytes;
        var words = new uint[(bytes.Length + 3) / 4];
        bytes.CopyTo(MemoryMarshal.AsBytes(words.AsSpan()));
        return words;
    }

    private static Tensor FromWords(uint[] words, long[] shape, ScalarType type, Device place)
    {
        var host = empty(shape, dtype: type);
        var bytes = host.bytes;
        MemoryMarshal.AsBytes(words.AsSpan())[..bytes.Length].CopyTo(bytes);
        var tensor = host.to(place);
        // On the host itself, moving is a second wrapper of the same memory.
        host.Dispose();
        return tensor;
    }
}
