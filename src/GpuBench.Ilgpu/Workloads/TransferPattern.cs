using GpuBench.Ilgpu.Devices;
using GpuBench.Measuring.Devices;
using GpuBench.Workloads.Data;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>Seeded words to send across a link, and the check that all of them arrived.</summary>
internal static class TransferPattern
{
    /// <summary>Generated once for a device; every round sends the same words.</summary>
    public static uint[] Words(IlgpuDevice device, ulong seed, long count) =>
        device.HostData.Get(("transfer", seed, count), sizeof(uint) * count, () => Words(seed, count));

    private static uint[] Words(ulong seed, long count)
    {
        var words = new uint[count];
        Parallel.For(0, (count + 0xFFFF) >> 16, chunk =>
        {
            for (var i = chunk << 16; i < Math.Min(count, (chunk + 1) << 16); i++)
                words[i] = (uint)SeededData.Bits(seed, (ulong)i);
        });
        return words;
    }

    public static CheckResult Check(ReadOnlySpan<uint> sent, ReadOnlySpan<uint> arrived)
    {
        var same = sent.CommonPrefixLength(arrived);
        return new(
            sent.Length - same, Tolerance: 0, $"all {sent.Length} words; the error is the number of words from the first difference on");
    }
}
