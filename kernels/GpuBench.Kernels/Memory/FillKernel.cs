using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>Fills a tensor with values uniform in [-1, 1), which the host can recompute bit for bit.</summary>
/// <remarks>
/// Element i is a hash of (seed, i): the finalizer of SplitMix64 (Steele et al., 2014) applied to seed + (i + 1)·⌊2^64/φ⌋, its top 24
/// bits scaled exactly. Indices are 64-bit. Writes 4 bytes a word.
/// </remarks>
public static class FillKernel
{
    private const int MaxGroupSize = 256;

    private delegate void Launcher(AcceleratorStream stream, KernelConfig config, ArrayView<uint> target, ulong seed, Walk walk);

    public static IReadOnlyList<KernelEntryPoint> EntryPoints => [EntryPoint(StorageType.Fp32), EntryPoint(StorageType.Fp16)];

    /// <summary>Element <paramref name="index"/> of a tensor filled from <paramref name="seed"/>; fp16 rounds it to nearest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Value(ulong seed, long index)
    {
        var bits = seed + ((ulong)index + 1UL) * 0x9E3779B97F4A7C15UL;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
        bits ^= bits >> 31;
        return ((int)(bits >> 40) - (1 << 23)) * (1f / (1 << 23));
    }

    private static void Kernel<TCodec>(ArrayView<uint> target, ulong seed, Walk walk)
        where TCodec : struct, IElementCodec
    {
        // target (words); a work item writes the words of its walk.
        var item = Grid.GlobalIndex.X;
        for (var i = walk.First(item); i < walk.End(item); i += walk.Step)
        {
            var element = i * TCodec.ElementsPerWord;
            var high = TCodec.ElementsPerWord == 2 ? Value(seed, element + 1) : 0f;
            target[i] = TCodec.Pack(Value(seed, element), high);
        }
    }

    public static FillLaunch Load(Accelerator accelerator, StorageType storage = StorageType.Fp32)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<Launcher>(accelerator, EntryPoint(storage), out var groupSize);
        var config = ResidentGrid.Of(accelerator, groupSize);
        return (stream, target, seed) => launch(stream, config, target, seed, Walk.Over(target.Length, accelerator));
    }

    private static KernelEntryPoint EntryPoint(StorageType storage) => storage switch
    {
        StorageType.Fp32 => KernelEntryPoint.Of("fill", "fp32", Kernel<Fp32Codec>, MaxGroupSize),
        StorageType.Fp16 => KernelEntryPoint.Of("fill", "fp16", Kernel<Fp16Codec>, MaxGroupSize),
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "there is no code for this storage"),
    };
}

/// <summary>Enqueues the fill of a whole view and returns; allocates nothing.</summary>
public delegate void FillLaunch(AcceleratorStream stream, ArrayView<uint> target, ulong seed);
