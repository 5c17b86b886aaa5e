using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>Which items of an array a work item visits: <see cref="First"/>, then every <see cref="Step"/> further, below <see cref="End"/>.</summary>
/// <param name="Count">Items in all.</param>
/// <param name="PerWorkItem">The adjacent items of one work item, or 0 where the grid strides: neighbours then take neighbouring items, which a GPU merges into one access; a processor core, which runs work items one after another, would jump through memory.</param>
/// <param name="WorkItems">
/// Of the whole grid. As wide as the others: drivers differ in the size of a parameter that ends in padding.
/// </param>
public readonly record struct Walk(long Count, long PerWorkItem, long WorkItems)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long First(int workItem) => PerWorkItem == 0 ? workItem : workItem * PerWorkItem;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long End(int workItem) => PerWorkItem == 0 ? Count : IntrinsicMath.Min(Count, (workItem + 1) * PerWorkItem);

    public long Step
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => PerWorkItem == 0 ? WorkItems : 1;
    }

    internal static Walk Over(long count, Accelerator accelerator)
    {
        var workItems = ResidentGrid.WorkItems(accelerator);
        return new Walk(count, ResidentGrid.IsProcessor(accelerator) ? (count - 1) / workItems + 1 : 0, workItems);
    }
}

/// <summary>The parameters that all device functions of the stream kernels share, in ILGPU's order.</summary>
/// <param name="walk">Over quads; the elements that fill none are left to the first work items.</param>
internal delegate void StreamLauncher(
    AcceleratorStream stream, KernelConfig config, ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, float scalar, Walk walk, long elements);
