using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>Items that a work item visits: from <see cref="First"/> up to <see cref="End"/> in steps of <see cref="Step"/>.</summary>
/// <param name="Count">Number of items.</param>
/// <param name="PerWorkItem">
/// Contiguous items of one work item, or 0 for a grid-stride loop. With a stride, neighbours take neighbouring items, which a GPU merges
/// into one access. A processor core runs work items one after another and would jump through memory.
/// </param>
/// <param name="WorkItems">Work items of the grid; 64-bit because drivers differ in the size of a parameter that ends in padding.</param>
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
        return new Walk(count, DeviceTraits.RunsOnProcessor(accelerator) ? (count - 1) / workItems + 1 : 0, workItems);
    }
}

/// <summary>The parameters of every device function of the stream kernels, in ILGPU's order.</summary>
/// <param name="walk">Counts quads. The first work items compute the elements past the last full quad.</param>
internal delegate void StreamLauncher(
    AcceleratorStream stream, KernelConfig config, ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, float scalar,
    Walk walk, long elements);
