using GpuBench.Kernels.Loading;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>The shortest launch whose effect can be checked: one work item stores one word. It shows what a launch itself costs.</summary>
public static class StoreKernel
{
    private delegate void Launcher(AcceleratorStream stream, KernelConfig config, ArrayView<uint> target, uint value);

    public static KernelEntryPoint EntryPoint { get; } = KernelEntryPoint.Of("store", "word", Kernel, maxGroupSize: 1);

    // target (1): 4 bytes written, no arithmetic.
    private static void Kernel(ArrayView<uint> target, uint value) => target[0] = value;

    public static StoreLaunch Load(Accelerator accelerator)
    {
        var launch = KernelLoader.Load<Launcher>(accelerator, EntryPoint);
        return (stream, target, value) => launch(stream, new KernelConfig(1, 1), target, value);
    }
}

/// <summary>Enqueues the store of one word and returns; allocates nothing.</summary>
public delegate void StoreLaunch(AcceleratorStream stream, ArrayView<uint> target, uint value);
