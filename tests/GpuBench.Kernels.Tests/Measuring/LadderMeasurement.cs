using System.Diagnostics;
using System.Globalization;
using GpuBench.Kernels.Attention;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Peak;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests.Measuring;

/// <summary>The best rate of every kernel at one size, for the order of the ladders in kernels/README.md. It is not a benchmark.</summary>
/// <param name="output">Gets a row of a table for each kernel and variant.</param>
/// <param name="wanted">Measures the rows whose family and name contain one of these texts. Measures all rows if it is empty.</param>
internal sealed class LadderMeasurement(
    Accelerator accelerator, LadderSize size, LaunchTimer timer, TextWriter output, IReadOnlyList<string> wanted)
{
    private static readonly StorageType[] Storages = [StorageType.Fp32, StorageType.Fp16];

    private readonly DeviceTraits _traits = DeviceTraits.Of(accelerator);
    private int _rowCount;
    private int _failureCount;

    /// <returns>The exit code: 1 if the device refused a kernel or if no row matches. The row of a refused kernel has the reason.</returns>
    public int Run()
    {
        output.WriteLine(size);
        MeasureMatMul();
        foreach (var shape in size.Attentions)
            MeasureAttention(shape);
        MeasureStreams();
        MeasureTransposes();
        MeasurePeaks();
        return _failureCount == 0 && _rowCount > 0 ? 0 : 1;
    }

    private void MeasureMatMul()
    {
        var shape = size.Product;
        using var a = Filled((long)shape.M * shape.K);
        using var b = Filled((long)shape.K * shape.N);
        using var c = Filled((long)shape.M * shape.N);
        foreach (var kernel in MatMulKernels.All)
        {
            foreach (var variant in kernel.Variants)
            {
                var refusalReason = kernel.RefusalReason(_traits, variant, shape);
                Measure("matmul", $"{kernel.Name} {variant}", refusalReason, 2.0 * shape.M * shape.N * shape.K, "GFLOP/s", () =>
                {
                    var launch = kernel.Load(accelerator, variant);
                    return stream => launch(stream, a.View.BaseView, b.View.BaseView, c.View.BaseView, shape);
                });
            }
        }
    }

    private void MeasureAttention(AttentionSize shape)
    {
        var count = (long)shape.B * shape.H * shape.T * shape.D;
        using var q = Filled(count);
        using var k = Filled(count);
        using var v = Filled(count);
        using var o = Filled(count);
        foreach (var kernel in AttentionKernels.All)
        {
            foreach (var storage in Storages)
            {
                var refusalReason = kernel.RefusalReason(_traits, storage, shape);
                Measure("attention", $"{kernel.Name} {storage} D={shape.D}", refusalReason, 4.0 * count * shape.S, "GFLOP/s", () =>
                {
                    var launch = kernel.Load(accelerator, storage);
                    return stream => launch(stream, q.View.BaseView, k.View.BaseView, v.View.BaseView, o.View.BaseView, shape);
                });
            }
        }
    }

    private void MeasureStreams()
    {
        var elements = size.StreamElements;
        using var a = Filled(elements);
        using var b = Filled(elements);
        using var c = Filled(Math.Max(elements, StreamKernels.All.Max(kernel => kernel.PartialCount(accelerator))));
        foreach (var kernel in StreamKernels.All)
        {
            var arrays = kernel.Operation switch
            {
                StreamOperation.Read => 1,
                StreamOperation.Add or StreamOperation.Triad => 3,
                _ => 2,
            };
            var refusalReason = kernel.RefusalReason(accelerator, elements);
            Measure("stream", $"{kernel.Name} {kernel.Operation}", refusalReason, 4.0 * arrays * elements, "GB/s", () =>
            {
                var launch = kernel.Load(accelerator, elements);
                return stream => launch(stream, a.View.BaseView, b.View.BaseView, c.View.BaseView, 0.4f);
            });
        }

        // The bound that a copy by a kernel is compared with. On CUDA it is the copy that libraries call.
        Measure(
            "stream", "driver Copy", refusalReason: null, 8.0 * elements, "GB/s",
            () => stream => c.View.SubView(0, elements).BaseView.CopyFrom(stream, a.View.BaseView));
    }

    /// <summary>Measures a matrix with half as many rows as columns, and at most as many elements as a stream.</summary>
    private void MeasureTransposes()
    {
        var rows = (int)Math.Sqrt(size.StreamElements / 2) / 2 * 2;
        TransposeSize shape = new(rows, 2 * rows);
        using var source = Filled(2L * rows * rows);
        using var target = Filled(2L * rows * rows);
        foreach (var kernel in TransposeKernels.All)
        {
            foreach (var storage in Storages)
            {
                var words = 2L * rows * rows / (storage == StorageType.Fp16 ? 2 : 1);
                var refusalReason = kernel.RefusalReason(_traits, storage, shape);
                Measure("transpose", $"{kernel.Name} {storage}", refusalReason, 8.0 * words, "GB/s", () =>
                {
                    var launch = kernel.Load(accelerator, storage);
                    return stream => launch(stream, source.View.SubView(0, words).BaseView, target.View.SubView(0, words).BaseView, shape);
                });
            }
        }
    }

    private void MeasurePeaks()
    {
        var workItems = 1024 * accelerator.NumMultiprocessors;
        using var sink = accelerator.Allocate1D<uint>(workItems);
        foreach (var kernel in PeakKernels.All)
        {
            var iterations = Math.Min(kernel.MaxIterations, size.PeakIterations);
            var work = (double)kernel.OperationsPerItem(iterations) * workItems;
            Measure("peak", kernel.Name, kernel.RefusalReason(accelerator), work, "Gop/s", () =>
            {
                var launch = kernel.Load(accelerator);
                return stream => launch(stream, sink.View.BaseView, iterations);
            });
        }
    }

    /// <summary>Writes one row with a rate, or with the reason why there is none.</summary>
    /// <param name="work">The work of a launch, in the unit without its prefix.</param>
    private void Measure(
        string family, string kernel, string? refusalReason, double work, string unit, Func<Action<AcceleratorStream>> load)
    {
        var row = $"{family} {kernel}";
        if (wanted.Count > 0 && !wanted.Any(text => row.Contains(text, StringComparison.Ordinal)))
            return;
        _rowCount++;
        string result;
        try
        {
            result = refusalReason ?? string.Create(CultureInfo.InvariantCulture, $"{work / BestSeconds(load()) / 1e9:G4} {unit}");
        }
        catch (AcceleratorException refused)
        {
            _failureCount++;
            result = $"FAILED: {refused.Message}";
        }

        output.WriteLine($"| {family} | {kernel} | {result} |");
    }

    private double BestSeconds(Action<AcceleratorStream> launch) => timer.BestSeconds(count =>
    {
        var stream = accelerator.DefaultStream;
        var begun = Stopwatch.GetTimestamp();
        using var start = stream.AddProfilingMarker();
        for (var i = 0; i < count; i++)
            launch(stream);
        using var end = stream.AddProfilingMarker();
        stream.Synchronize();
        // The CPU accelerator does not have its own clock.
        return accelerator.AcceleratorType == AcceleratorType.CPU
            ? Stopwatch.GetElapsedTime(begun).TotalSeconds
            : end.MeasureFrom(start).TotalSeconds;
    });

    private MemoryBuffer1D<uint, Stride1D.Dense> Filled(long words)
    {
        var buffer = accelerator.Allocate1D<uint>(words);
        FillKernel.Load(accelerator)(accelerator.DefaultStream, buffer.View.BaseView, 1);
        return buffer;
    }
}
