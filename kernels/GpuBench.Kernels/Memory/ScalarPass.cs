using GpuBench.Kernels.Loading;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>The first rung: one work item, one element, 4-byte accesses. For operations that write an array.</summary>
/// <remarks>Checked against host arithmetic by <c>StreamTests</c>.</remarks>
public sealed class ScalarPass : IStreamKernel
{
    private const int MaxGroupSize = 256;

    private readonly KernelEntryPoint _entryPoint;

    private ScalarPass(StreamOperation operation, Delegate kernel)
    {
        Operation = operation;
        _entryPoint = KernelEntryPoint.Of(this, "fp32", kernel, MaxGroupSize);
    }

    private delegate void Launcher(
        AcceleratorStream stream, KernelConfig config, ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, float scalar, int elements);

    public static IReadOnlyList<ScalarPass> All { get; } =
    [
        new(StreamOperation.Copy, Kernel<CopyElement>), new(StreamOperation.Mul, Kernel<MulElement>),
        new(StreamOperation.Add, Kernel<AddElement>), new(StreamOperation.Triad, Kernel<TriadElement>),
    ];

    public StreamOperation Operation { get; }

    public string Name => "scalar";

    public string Technique => "one work item, one element";

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [_entryPoint];

    /// <remarks>A work item has a 32-bit index: up to 8 GB an array.</remarks>
    public string? RefusalReason(Accelerator accelerator, long elements) =>
        StreamRequirement.Elements(elements, int.MaxValue - MaxGroupSize);

    public int PartialCount(Accelerator accelerator) => 0;

    private static void Kernel<TElement>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, float scalar, int elements)
        where TElement : struct, IElementwise
    {
        // a, b, c (elements); a work item computes one element.
        var i = Grid.GlobalIndex.X;
        if (i >= elements)
            return;
        var bValue = TElement.ReadsB ? b.Cast<float>()[i] : 0f;
        c.Cast<float>()[i] = TElement.Apply(a.Cast<float>()[i], bValue, scalar);
    }

    public StreamLaunch Load(Accelerator accelerator, long elements)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<Launcher>(accelerator, _entryPoint, out var groupSize);
        var config = new KernelConfig((int)((elements - 1) / groupSize + 1), groupSize);
        return (stream, a, b, c, scalar) => launch(stream, config, a, b, c, scalar, (int)elements);
    }
}
