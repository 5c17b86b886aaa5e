using GpuBench.Kernels.Loading;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests.Sanitizer;

/// <summary>Kernels that a sanitizer must report. They prove that the sanitizer finds defects.</summary>
internal static class DefectiveKernels
{
    private const int GroupSize = 64;

    private delegate void Launcher(AcceleratorStream stream, KernelConfig config, ArrayView<uint> words);

    public static void Run(Accelerator accelerator, string name)
    {
        Action<ArrayView<uint>> kernel = name switch
        {
            "defect-bounds" => WritesBeyondTheEnd,
            "defect-race" => MissesABarrier,
            "defect-divergence" => HalfMissesTheBarrier,
            _ => throw new ArgumentException($"no part '{name}'", nameof(name)),
        };
        using var words = accelerator.Allocate1D<uint>(GroupSize);
        var launch = KernelLoader.Load<Launcher>(accelerator, KernelEntryPoint.Of("defect", name, kernel, GroupSize));
        launch(accelerator.DefaultStream, new KernelConfig(1, GroupSize), words.View.BaseView);
        accelerator.Synchronize();
    }

    private static void WritesBeyondTheEnd(ArrayView<uint> words) => words[Group.IdxX + 1] = 1;

    private static void MissesABarrier(ArrayView<uint> words)
    {
        var shared = SharedMemory.Allocate<uint>(GroupSize);
        shared[Group.IdxX] = (uint)Group.IdxX;
        words[Group.IdxX] = shared[GroupSize - 1 - Group.IdxX];
    }

    private static void HalfMissesTheBarrier(ArrayView<uint> words)
    {
        var shared = SharedMemory.Allocate<uint>(GroupSize);
        shared[Group.IdxX] = (uint)Group.IdxX;
        if (Group.IdxX < GroupSize / 2)
            Group.Barrier();
        words[Group.IdxX] = shared[Group.IdxX];
    }
}
