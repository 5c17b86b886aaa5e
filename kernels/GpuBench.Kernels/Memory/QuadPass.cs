using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>Over <see cref="ScalarPass"/>: 16-byte accesses by a resident grid that loops. For operations that write an array.</summary>
/// <remarks>64-bit indices: any size. Checked against host arithmetic by <c>StreamTests</c>.</remarks>
public sealed class QuadPass : IStreamKernel
{
    private const int MaxGroupSize = 256;

    private readonly KernelEntryPoint _entryPoint;

    private QuadPass(StreamOperation operation, Delegate kernel)
    {
        Operation = operation;
        _entryPoint = KernelEntryPoint.Of(this, "fp32", kernel, MaxGroupSize);
    }

    public static IReadOnlyList<QuadPass> All { get; } =
    [
        new(StreamOperation.Copy, Kernel<CopyElement>), new(StreamOperation.Mul, Kernel<MulElement>),
        new(StreamOperation.Add, Kernel<AddElement>), new(StreamOperation.Triad, Kernel<TriadElement>),
    ];

    public StreamOperation Operation { get; }

    public string Name => "quad";

    public string Technique => "a resident grid shares 16-byte quads";

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [_entryPoint];

    public string? RefusalReason(Accelerator accelerator, long elements) =>
        StreamRequirement.Elements(elements, long.MaxValue / sizeof(float));

    public int PartialCount(Accelerator accelerator) => 0;

    private static void Kernel<TElement>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, float scalar, Walk walk, long elements)
        where TElement : struct, IElementwise
    {
        // a, b, c (elements); a work item computes the quads of its walk.
        var item = Grid.GlobalIndex.X;
        for (var i = walk.First(item); i < walk.End(item); i += walk.Step)
        {
            var x = a.Cast<Quad>()[i];
            var y = TElement.ReadsB ? b.Cast<Quad>()[i] : default;
            x.X = TElement.Apply(x.X, y.X, scalar);
            x.Y = TElement.Apply(x.Y, y.Y, scalar);
            x.Z = TElement.Apply(x.Z, y.Z, scalar);
            x.W = TElement.Apply(x.W, y.W, scalar);
            c.Cast<Quad>()[i] = x;
        }

        // The first work items compute the last one to three elements.
        var rest = walk.Count * 4 + item;
        if (rest >= elements)
            return;
        var bValue = TElement.ReadsB ? b.Cast<float>()[rest] : 0f;
        c.Cast<float>()[rest] = TElement.Apply(a.Cast<float>()[rest], bValue, scalar);
    }

    public StreamLaunch Load(Accelerator accelerator, long elements)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<StreamLauncher>(accelerator, _entryPoint, out var groupSize);
        var config = ResidentGrid.Of(accelerator, groupSize);
        var walk = Walk.Over(elements / 4, accelerator);
        return (stream, a, b, c, scalar) => launch(stream, config, a, b, c, scalar, walk, elements);
    }
}
