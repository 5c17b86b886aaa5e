using System.Runtime.InteropServices;

namespace GpuBench.Torch.Tensors;

/// <summary>The words that <see cref="ITensor.Words"/> gives, from the bytes of a tensor on the host.</summary>
internal static class HostWords
{
    /// <param name="buffer">Filled and returned where its length fits.</param>
    public static uint[] From(ReadOnlySpan<byte> bytes, uint[]? buffer)
    {
        var count = (bytes.Length + sizeof(uint) - 1) / sizeof(uint);
        var words = buffer?.Length == count ? buffer : GC.AllocateUninitializedArray<uint>(count);
        if (count > 0)
            words[^1] = 0;
        bytes.CopyTo(MemoryMarshal.AsBytes(words.AsSpan()));
        return words;
    }
}
