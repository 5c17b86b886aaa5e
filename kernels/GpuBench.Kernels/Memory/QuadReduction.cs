using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>Over <see cref="QuadPass"/>: sums, one partial sum a work item, which the host adds. For Dot and Read.</summary>
/// <remarks>
/// No barrier, atomic or shuffle, so that it runs everywhere. A partial sum is fp32 over elements / work items terms; 4 bytes each.
/// Checked against host arithmetic by <c>StreamTests</c>.
/// </remarks>
public sealed class QuadReduction : IStreamKernel
{
    private const int MaxGroupSize = 256;

    private readonly KernelEntryPoint _entryPoint;

    private QuadReduction(StreamOperation operation, Delegate kernel)
    {
        Operation = operation;
        _entryPoint = KernelEntryPoint.Of(this, "fp32", kernel, MaxGroupSize);
    }

    public static IReadOnlyList<QuadReduction> All { get; } = [new(StreamOperation.Dot, Dot), new(StreamOperation.Read, Read)];

    public StreamOperation Operation { get; }

    public string Name => "quad-reduction";

    public string Technique => "a resident grid shares 16-byte quads, one partial sum a work item";

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [_entryPoint];

    public string? RefusalReason(Accelerator accelerator, long elements) =>
        StreamRequirement.Elements(elements, long.MaxValue / sizeof(float));

    public int PartialCount(Accelerator accelerator)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        return ResidentGrid.WorkItems(accelerator);
    }

    private static void Dot(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, float scalar, Walk walk, long elements)
    {
        // a, b (elements), c (work items); a work item adds the quads of its walk.
        var item = Grid.GlobalIndex.X;
        Quad sums = default;
        for (var i = walk.First(item); i < walk.End(item); i += walk.Step)
        {
            // Locals: ILGPU reads field by field when a method is called on an element of a view.
            Quad x = a.Cast<Quad>()[i], y = b.Cast<Quad>()[i];
            sums = sums.Plus(x.Times(y));
        }

        var rest = walk.Count * 4 + item;
        var last = rest < elements ? a.Cast<float>()[rest] * b.Cast<float>()[rest] : 0f;
        c.Cast<float>()[item] = sums.Sum() + last;
    }

    private static void Read(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, float scalar, Walk walk, long elements)
    {
        // a (elements), c (work items); a work item adds the quads of its walk.
        var item = Grid.GlobalIndex.X;
        Quad sums = default;
        for (var i = walk.First(item); i < walk.End(item); i += walk.Step)
            sums = sums.Plus(a.Cast<Quad>()[i]);
        var rest = walk.Count * 4 + item;
        var last = rest < elements ? a.Cast<float>()[rest] : 0f;
        c.Cast<float>()[item] = sums.Sum() + last;
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
