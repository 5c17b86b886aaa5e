using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>
/// Over <see cref="QuadPass"/>: a work item loads four quads before it stores the first. So a multiprocessor has four times as many bytes
/// in flight, and memory changes less often between reads and writes. For operations that write an array.
/// </summary>
/// <remarks>
/// The variants are experiments: they are measured beside <see cref="QuadPass"/> and never selected. Checked against host arithmetic by
/// <c>StreamTests</c>.
/// </remarks>
public sealed class QuadTile : IStreamKernel
{
    private const int MaxGroupSize = 256;

    private const int QuadsPerItem = 4;

    private readonly KernelEntryPoint _entryPoint;
    private readonly bool _isResident;

    private QuadTile(StreamOperation operation, Delegate kernel, string name, string technique, bool isResident, CacheHint hint)
    {
        (Operation, Name, Technique, _isResident) = (operation, name, technique, isResident);
        _entryPoint = KernelEntryPoint.Of(this, "fp32", kernel, MaxGroupSize) with { CacheHint = hint };
    }

    private delegate void Launcher(
        AcceleratorStream stream, KernelConfig config, ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, float scalar,
        long quads, long elements);

    public static IReadOnlyList<QuadTile> All { get; } =
    [
        .. Of("quad-tile", "a group for each tile, four quads loaded before the first is stored", isResident: false, CacheHint.None),
        .. Of("quad-tile-loop", "the same by a resident grid, which loops over the tiles", isResident: true, CacheHint.None),
        .. Of("quad-tile-cs", "quad-tile with lines that are evicted first", isResident: false, CacheHint.EvictFirst),
        .. Of("quad-tile-no-l1", "quad-tile with lines that the L1 does not keep", isResident: false, CacheHint.BypassL1),
    ];

    public StreamOperation Operation { get; }

    public string Name { get; }

    public string Technique { get; }

    public bool IsExperiment => true;

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [_entryPoint];

    private static IEnumerable<QuadTile> Of(string name, string technique, bool isResident, CacheHint hint) =>
    [
        new(StreamOperation.Copy, Kernel<CopyElement>, name, technique, isResident, hint),
        new(StreamOperation.Mul, Kernel<MulElement>, name, technique, isResident, hint),
        new(StreamOperation.Add, Kernel<AddElement>, name, technique, isResident, hint),
        new(StreamOperation.Triad, Kernel<TriadElement>, name, technique, isResident, hint),
    ];

    public string? RefusalReason(Accelerator accelerator, long elements) =>
        StreamRequirement.Elements(elements, long.MaxValue / sizeof(float));

    public int PartialCount(Accelerator accelerator) => 0;

    private static void Kernel<TElement>(
        ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, float scalar, long quads, long elements)
        where TElement : struct, IElementwise
    {
        // a, b, c (elements); a group computes tiles of 4 quads for each work item, which are a group's size apart.
        var step = Group.DimX;
        for (var first = (long)Grid.IdxX * step * QuadsPerItem + Group.IdxX; first < quads; first += (long)Grid.DimX * step * QuadsPerItem)
        {
            if (first + 3L * step < quads)
                ComputeFour<TElement>(a, b, c, scalar, first, step);
            else
                for (var i = first; i < quads; i += step)
                    c.Cast<Quad>()[i] = Apply<TElement>(a.Cast<Quad>()[i], TElement.ReadsB ? b.Cast<Quad>()[i] : default, scalar);
        }

        // The first work items compute the last one to three elements.
        var rest = quads * 4 + Grid.GlobalIndex.X;
        if (rest >= elements)
            return;
        var bValue = TElement.ReadsB ? b.Cast<float>()[rest] : 0f;
        c.Cast<float>()[rest] = TElement.Apply(a.Cast<float>()[rest], bValue, scalar);
    }

    /// <summary>All loads come before the first store: the compiler cannot know that the arrays do not overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ComputeFour<TElement>(
        ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, float scalar, long first, int step)
        where TElement : struct, IElementwise
    {
        Quad x0 = a.Cast<Quad>()[first], x1 = a.Cast<Quad>()[first + step];
        Quad x2 = a.Cast<Quad>()[first + 2L * step], x3 = a.Cast<Quad>()[first + 3L * step];
        Quad y0 = default, y1 = default, y2 = default, y3 = default;
        if (TElement.ReadsB)
        {
            y0 = b.Cast<Quad>()[first];
            y1 = b.Cast<Quad>()[first + step];
            y2 = b.Cast<Quad>()[first + 2L * step];
            y3 = b.Cast<Quad>()[first + 3L * step];
        }

        c.Cast<Quad>()[first] = Apply<TElement>(x0, y0, scalar);
        c.Cast<Quad>()[first + step] = Apply<TElement>(x1, y1, scalar);
        c.Cast<Quad>()[first + 2L * step] = Apply<TElement>(x2, y2, scalar);
        c.Cast<Quad>()[first + 3L * step] = Apply<TElement>(x3, y3, scalar);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Quad Apply<TElement>(Quad x, Quad y, float scalar)
        where TElement : struct, IElementwise
    {
        Quad result;
        result.X = TElement.Apply(x.X, y.X, scalar);
        result.Y = TElement.Apply(x.Y, y.Y, scalar);
        result.Z = TElement.Apply(x.Z, y.Z, scalar);
        result.W = TElement.Apply(x.W, y.W, scalar);
        return result;
    }

    public StreamLaunch Load(Accelerator accelerator, long elements)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<Launcher>(accelerator, _entryPoint, out var groupSize);
        var quads = elements / 4;
        // At least one group, for arrays of less than a quad.
        var tiles = Math.Clamp((quads - 1) / (groupSize * QuadsPerItem) + 1, 1, int.MaxValue / MaxGroupSize);
        var config = _isResident ? ResidentGrid.Of(accelerator, groupSize) : new KernelConfig((int)tiles, groupSize);
        return (stream, a, b, c, scalar) => launch(stream, config, a, b, c, scalar, quads, elements);
    }
}
