using System.Diagnostics;
using System.Globalization;
using GpuBench.Kernels.Attention;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Peak;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests.Measuring;

/// <summary>The best host-timed rate of every kernel at one shape each: the ranking of the ladders in kernels/README.md, not a benchmark.</summary>
internal static class LadderMeasurement
{
    private const int Repetitions = 5;
    private const double SlowSeconds = 2;

    private static readonly StorageType[] Storages = [StorageType.Fp32, StorageType.Fp16];

    public static void Run(Accelerator accelerator)
    {
        // The CPU accelerator emulates a device and is a hundred times slower.
        var isEmulated = accelerator.AcceleratorType == AcceleratorType.CPU;
        var size = isEmulated ? 256 : 512;
        MeasureMatMul(accelerator, new MatMulShape(size, size, size));
        MeasureAttention(accelerator, new AttentionShape(1, 4, 4, size / 2, size / 2, 64, Causal: false));
        MeasureStreams(accelerator, isEmulated ? 1 << 20 : 1 << 24);
        MeasurePeaks(accelerator);
    }

    private static void MeasureMatMul(Accelerator accelerator, MatMulShape shape)
    {
        using var a = Filled(accelerator, shape.M * shape.K);
        using var b = Filled(accelerator, shape.K * shape.N);
        using var c = Filled(accelerator, shape.M * shape.N);
        foreach (var kernel in MatMulKernels.All)
        {
            foreach (var variant in kernel.Variants)
            {
                if (kernel.WhyNot(DeviceTraits.Of(accelerator), variant, shape) is { } reason)
                {
                    Print("matmul", $"{kernel.Name} {variant}", reason);
                    continue;
                }

                var launch = kernel.Load(accelerator, variant);
                var seconds = BestSeconds(accelerator, () => launch(accelerator.DefaultStream, a.View.BaseView, b.View.BaseView, c.View.BaseView, shape));
                Print("matmul", $"{kernel.Name} {variant}", 2.0 * shape.M * shape.N * shape.K / seconds, "GFLOP/s");
            }
        }
    }

    private static void MeasureAttention(Accelerator accelerator, AttentionShape shape)
    {
        var count = shape.B * shape.H * shape.T * shape.D;
        using var q = Filled(accelerator, count);
        using var k = Filled(accelerator, count);
        using var v = Filled(accelerator, count);
        using var o = Filled(accelerator, count);
        foreach (var kernel in AttentionKernels.All)
        {
            foreach (var storage in Storages)
            {
                if (kernel.WhyNot(DeviceTraits.Of(accelerator), storage, shape) is { } reason)
                {
                    Print("attention", $"{kernel.Name} {storage}", reason);
                    continue;
                }

                var launch = kernel.Load(accelerator, storage);
                var seconds = BestSeconds(accelerator, () => launch(accelerator.DefaultStream, q.View.BaseView, k.View.BaseView, v.View.BaseView, o.View.BaseView, shape));
                Print("attention", $"{kernel.Name} {storage}", 4.0 * count * shape.S / seconds, "GFLOP/s");
            }
        }
    }

    private static void MeasureStreams(Accelerator accelerator, int elements)
    {
        using var a = Filled(accelerator, elements);
        using var b = Filled(accelerator, elements);
        using var c = Filled(accelerator, elements);
        foreach (var kernel in StreamKernels.All)
        {
            var launch = kernel.Load(accelerator, elements);
            var seconds = BestSeconds(accelerator, () => launch(accelerator.DefaultStream, a.View.BaseView, b.View.BaseView, c.View.BaseView, 0.4f));
            var arrays = kernel.Operation switch
            {
                StreamOperation.Read => 1,
                StreamOperation.Add or StreamOperation.Triad => 3,
                _ => 2,
            };
            Print("stream", $"{kernel.Name} {kernel.Operation}", 4.0 * arrays * elements / seconds, "GB/s");
        }
    }

    private static void MeasurePeaks(Accelerator accelerator)
    {
        foreach (var kernel in PeakKernels.All.Where(k => k.WhyNot(accelerator) is null))
        {
            var iterations = Math.Min(kernel.MaxIterations, 10_000);
            var workItems = 1024 * accelerator.NumMultiprocessors;
            using var sink = accelerator.Allocate1D<uint>(workItems);
            var launch = kernel.Load(accelerator);
            var seconds = BestSeconds(accelerator, () => launch(accelerator.DefaultStream, sink.View.BaseView, iterations));
            Print("peak", kernel.Name, (double)kernel.OperationsPerItem(iterations) * workItems / seconds, "Gop/s");
        }
    }

    private static MemoryBuffer1D<uint, Stride1D.Dense> Filled(Accelerator accelerator, int words)
    {
        var buffer = accelerator.Allocate1D<uint>(words);
        FillKernel.Load(accelerator)(accelerator.DefaultStream, buffer.View.BaseView, 1);
        return buffer;
    }

    /// <summary>The best of a few launches after one in which a driver may still compile, or the next one where that is slow enough to judge.</summary>
    private static double BestSeconds(Accelerator accelerator, Action launch)
    {
        _ = Seconds(accelerator, launch);
        var first = Seconds(accelerator, launch);
        return first > SlowSeconds ? first : Enumerable.Range(0, Repetitions).Min(_ => Seconds(accelerator, launch));
    }

    private static double Seconds(Accelerator accelerator, Action launch)
    {
        var start = Stopwatch.GetTimestamp();
        launch();
        accelerator.Synchronize();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Print(string family, string kernel, double perSecond, string unit) =>
        Print(family, kernel, string.Create(CultureInfo.InvariantCulture, $"{perSecond / 1e9:G3} {unit}"));

    private static void Print(string family, string kernel, string result) =>
        Console.WriteLine($"| {family} | {kernel} | {result} |");
}
