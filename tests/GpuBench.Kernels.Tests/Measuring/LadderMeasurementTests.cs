using GpuBench.Kernels.Attention;
using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Peak;
using GpuBench.Kernels.Tests.Devices;
using GpuBench.Kernels.Tests.Running;

namespace GpuBench.Kernels.Tests.Measuring;

[Collection(DeviceGroup.Name)]
public sealed class LadderMeasurementTests(DeviceFixture devices)
{
    [Fact]
    public void A_processor_gets_smaller_problems_than_a_GPU()
    {
        Assert.Equal((4096, 16, 4096, 1L << 28), Parts(LadderSize.Gpu(4096)));
        Assert.Equal((512, 4, 256, 1L << 24), Parts(LadderSize.Processor(512)));
        Assert.Equal((256, 4, 128, 1L << 20), Parts(LadderSize.Emulated(256)));
        Assert.Equal(LadderSize.Emulated(256), LadderSize.Of(devices[TestDevice.Cpu], size: null));
        Assert.Equal(LadderSize.Emulated(64), LadderSize.Of(devices[TestDevice.Cpu], 64));
        Assert.Equal([64, 128], LadderSize.Gpu(4096).Attentions.Select(shape => shape.D));
    }

    [DeviceFact(TestDevice.OpenCl)]
    public void OpenCl_devices_get_the_default_size_of_a_processor_or_of_a_GPU()
    {
        var size = LadderSize.Of(devices[TestDevice.OpenCl], size: null);
        Assert.Contains(size, (LadderSize[])[LadderSize.Processor(512), LadderSize.Gpu(4096)]);
    }

    [Fact]
    public void Each_kernel_and_variant_has_a_row()
    {
        using var table = new StringWriter();
        var timer = new LaunchTimer(warmUpSeconds: 0, batchSeconds: 0);
        var measurement = new LadderMeasurement(devices[TestDevice.Cpu], new(16, 1, 8, 1 << 10), timer, table, wanted: []);

        Assert.Equal(0, measurement.Run());

        var rows = table.ToString().Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).ToList();
        Assert.Equal(MatMulKernels.All.Sum(kernel => kernel.Variants.Count), Count("matmul"));
        Assert.Equal(AttentionKernels.All.Count * 4, Count("attention"));
        Assert.Equal(StreamKernels.All.Count + 1, Count("stream"));
        Assert.Equal(TransposeKernels.All.Count * 2, Count("transpose"));
        Assert.Equal(PeakKernels.All.Count, Count("peak"));
        Assert.Matches(@"\| attention \| row-slice Fp32 D=128 \| [0-9.E+-]+ GFLOP/s \|", table.ToString());
        Assert.Matches(@"\| matmul \| tensor-tile fp16 \| needs the matrix units", table.ToString());

        int Count(string family) => rows.Count(row => row.StartsWith($"| {family} |", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_requested_rows_are_measured_and_a_request_that_matches_no_row_fails()
    {
        using var table = new StringWriter();
        int Run(params string[] wanted)
        {
            var measurement = new LadderMeasurement(
                devices[TestDevice.Cpu], new(16, 1, 8, 1 << 10), new(warmUpSeconds: 0, batchSeconds: 0), table, wanted);
            return measurement.Run();
        }

        Assert.Equal(0, Run("naive fp32", "scalar"));
        var rows = table.ToString().Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line[..line.LastIndexOf(" | ", StringComparison.Ordinal)])
            .ToList();
        Assert.Equal(["| matmul | naive fp32", "| matmul | naive fp32-nt"], rows[..2]);
        Assert.Equal(["Copy", "Mul", "Add", "Triad"], rows[2..].Select(row => row.Replace("| stream | scalar ", "")));
        Assert.Equal(1, Run("naiv fp32"));
    }

    [Theory, InlineData("0"), InlineData("15"), InlineData("32769"), InlineData("-64"), InlineData("1e3"), InlineData("")]
    public void Invalid_text_is_not_a_size(string text) => Assert.False(LadderSize.TryParse(text, out _));

    [Fact]
    public void An_invalid_size_is_refused_with_the_valid_range()
    {
        var child = ChildRun.Of(libCuda: null, "measure", "Cpu", "many");
        Assert.Equal((2, ""), (child.ExitCode, child.Output));
        Assert.Equal("measure: SIZE is 'many'; give a whole number from 16 to 32768", child.Errors.TrimEnd());
    }

    [Fact]
    public void An_unknown_or_absent_device_is_refused_with_the_reason()
    {
        var unknown = ChildRun.Of(libCuda: null, "measure", "Gpu");
        Assert.Equal((2, "measure: DEVICE is 'Gpu'; give Cpu or OpenCl or Cuda"), (unknown.ExitCode, unknown.Errors.TrimEnd()));

        var absent = ChildRun.Of("/absent/libcuda.so.1", "measure", "Cuda", "64");
        Assert.Equal(1, absent.ExitCode);
        Assert.Equal("Cuda: No CUDA driver library was found (tried /absent/libcuda.so.1).", absent.Errors.TrimEnd());
    }

    private static (int Size, int Heads, int Queries, long StreamElements) Parts(LadderSize size) =>
        (size.Size, size.Heads, size.Queries, size.StreamElements);
}
