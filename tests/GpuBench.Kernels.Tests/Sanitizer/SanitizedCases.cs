using GpuBench.Kernels.Attention;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Peak;
using GpuBench.Kernels.Storage;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests.Sanitizer;

/// <summary>
/// Small cases of every kernel, with every edge that a kernel handles separately. A checking device is a thousand times slower.
/// </summary>
internal static class SanitizedCases
{
    private static readonly StorageType[] Storages = [StorageType.Fp32, StorageType.Fp16];

    private static readonly MatMulSize[] MatMulShapes = [new(3, 5, 7), new(17, 18, 19), new(5, 8, 4), new(3, 5, 7, 2), new(65, 68, 20, 2)];

    // The first is an edge of the tiles of most kernels. The others are for the kernels that refuse it.
    private static readonly MatMulSize[] FamilyShapes = [new(133, 136, 144), new(3, 136, 144), new(3, 8, 16), new(133, 136, 384)];

    private static readonly AttentionSize[] AttentionShapes =
        [new(1, 2, 1, 2, 3, 5, true), new(1, 2, 1, 3, 6, 32, true), new(1, 1, 1, 3, 66, 64, true), new(1, 1, 1, 2, 5, 128, false)];

    /// <summary>Runs the cases of one family, or a kernel with a known defect.</summary>
    public static void Run(Accelerator accelerator, string part)
    {
        Action<Accelerator> run = part switch
        {
            "matmul" => RunMatMul,
            "tensor-tile" => RunTensorTile,
            "tensor-skinny" => RunTensorSkinny,
            "attention" => RunAttention,
            "memory" => RunMemory,
            "peak" => RunPeak,
            "families" => RunFamilies,
            _ => device => DefectiveKernels.Run(device, part),
        };
        run(accelerator);
    }

    /// <summary>
    /// Every kernel with its first variant and its first scaled one at one shape, with the device's matrix units. For a checking tool that
    /// also takes its time for each kernel that is loaded.
    /// </summary>
    private static void RunFamilies(Accelerator accelerator)
    {
        var device = DeviceTraits.Of(accelerator);
        foreach (var kernel in MatMulKernels.All)
        {
            foreach (var variant in kernel.Variants.DistinctBy(variant => variant.Scaling))
            {
                foreach (var shape in FamilyShapes.Where(s => kernel.RefusalReason(device, variant, s) is null).Take(1))
                    MatMulCheck.Run(accelerator, kernel.Load(accelerator, variant), variant, shape, kernel.Name);
            }
        }

        foreach (var kernel in AttentionKernels.All)
        {
            foreach (var shape in AttentionShapes.Where(s => kernel.RefusalReason(device, StorageType.Fp32, s) is null).TakeLast(1))
                AttentionCheck.Run(accelerator, kernel.Load(accelerator, StorageType.Fp32), StorageType.Fp32, shape, kernel.Name);
        }

        RunMemory(accelerator);
        RunPeak(accelerator);
    }

    private static void RunMatMul(Accelerator accelerator)
    {
        foreach (var kernel in MatMulKernels.All.Where(kernel => !kernel.UsesMatrixUnits))
        {
            foreach (var variant in kernel.Variants)
            {
                var launch = kernel.Load(accelerator, variant);
                foreach (var shape in MatMulShapes.Where(s => kernel.RefusalReason(DeviceTraits.Of(accelerator), variant, s) is null))
                    MatMulCheck.Run(accelerator, launch, variant, shape, kernel.Name);
            }
        }
    }

    /// <summary>
    /// On emulated matrix units: B along K and across, and scales; an edge of each dimension, more stages than fit at once.
    /// </summary>
    private static void RunTensorTile(Accelerator accelerator)
    {
        var kernel = TensorTileMatMul.Square;
        foreach (var variant in kernel.Variants.Where(variant => variant.ToString() is "bf16-nt" or "tf32" or "fp8-e4m3-nt-block128"))
        {
            var launch = kernel.LoadEmulated(accelerator, variant);
            MatMulSize shape = variant.Scaling == MatMulScaling.None ? new(3, 8, 144, 2) : new(3, 8, 256);
            MatMulCheck.Run(accelerator, launch, variant, shape, kernel.Name);
        }
    }

    /// <summary>On emulated matrix units: an edge of each dimension, and a part of K for only some of the warps.</summary>
    private static void RunTensorSkinny(Accelerator accelerator)
    {
        var variant = new MatMulVariant(MatMulTypes.Bf16, MatMulLayout.NT);
        foreach (var kernel in (TensorSkinnyMatMul[])[TensorSkinnyMatMul.Of16Rows, TensorSkinnyMatMul.Of64Rows])
            MatMulCheck.Run(accelerator, kernel.LoadEmulated(accelerator, variant), variant, new(3, 6, 144, 2), kernel.Name);
    }

    private static void RunAttention(Accelerator accelerator)
    {
        foreach (var kernel in AttentionKernels.All)
        {
            foreach (var storage in Storages)
            {
                var launch = kernel.Load(accelerator, storage);
                foreach (var shape in AttentionShapes.Where(s =>
                    kernel.RefusalReason(DeviceTraits.Of(accelerator), storage, s) is null && (kernel.Name is not "naive" || s.D < 64)))
                    AttentionCheck.Run(accelerator, launch, storage, shape, kernel.Name);
            }
        }
    }

    private static void RunMemory(Accelerator accelerator)
    {
        const int elements = 1023;
        using var a = new GuardedBuffer(accelerator, new uint[elements]);
        using var b = new GuardedBuffer(accelerator, new uint[elements]);
        foreach (var kernel in StreamKernels.All)
        {
            using var c = new GuardedBuffer(accelerator, Math.Max(elements, kernel.PartialCount(accelerator)));
            kernel.Load(accelerator, elements)(accelerator.DefaultStream, a.View, b.View, c.View, 2f);
            accelerator.Synchronize();
        }

        foreach (var storage in Storages)
            FillKernel.Load(accelerator, storage)(accelerator.DefaultStream, a.View, 1);
        accelerator.Synchronize();
        RunTransposes(accelerator);
    }

    private static void RunTransposes(Accelerator accelerator)
    {
        foreach (var kernel in TransposeKernels.All)
        {
            foreach (var storage in Storages)
            {
                var launch = kernel.Load(accelerator, storage);
                foreach (var size in TransposeCheck.Served(kernel, accelerator, storage))
                    TransposeCheck.Run(accelerator, launch, storage, size, kernel.Name);
            }
        }
    }

    private static void RunPeak(Accelerator accelerator)
    {
        foreach (var kernel in PeakKernels.All.Where(k => k.RefusalReason(accelerator) is null))
        {
            using var sink = new GuardedBuffer(accelerator, 1000);
            kernel.Load(accelerator)(accelerator.DefaultStream, sink.View, 2);
            accelerator.Synchronize();
        }
    }
}
