using GpuBench.Ilgpu.Devices;
using GpuBench.Ilgpu.Workloads;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Trials;

namespace GpuBench.Driver.Tests;

/// <summary>P100 (sm_60), V100 (sm_70), T4 (sm_75): what runs there, and what is refused for which reason.</summary>
[Collection(FakeDriverTests.Name)]
public sealed class OldArchitectureTests(FakeDriverFixture fixture)
{
    private static readonly CudaBackend Backend = new();

    [LinuxX64Theory]
    [InlineData(6, 0)]
    [InlineData(7, 0)]
    [InlineData(7, 5)]
    public void Products_without_matrix_units_are_launched_for_the_architecture(int major, int minor)
    {
        var driver = fixture.Present(new() { Devices = [new() { ComputeCapabilityMajor = major, ComputeCapabilityMinor = minor }] });
        foreach (var type in (string[])["fp32", "fp16", "bf16", "int8"])
        {
            // There, integer instructions convert bf16, and int8 is multiplied as int32. Nothing executes the kernel, so its result is
            // wrong. A wrong result shows that the kernel was compiled, loaded and launched.
            var ended = Measure(type);
            Assert.NotEmpty(ended);
            Assert.All(ended, one => Assert.Contains("wrong result before timing", one.Reason, StringComparison.Ordinal));
        }

        Assert.NotEmpty(driver.Launches);
        Assert.All(driver.Modules, ptx => Assert.InRange(TargetOf(ptx), 50, major * 10 + minor));
    }

    [LinuxX64Theory]
    [InlineData(6, 0, "tf32", 80)]
    [InlineData(7, 0, "tf32", 80)]
    [InlineData(6, 0, "fp8-e4m3", 89)]
    [InlineData(8, 0, "fp8-e4m3", 89)]
    public void Types_that_need_matrix_units_are_refused_before_anything_is_launched(int major, int minor, string type, int needed)
    {
        var driver = fixture.Present(new() { Devices = [new() { ComputeCapabilityMajor = major, ComputeCapabilityMinor = minor }] });
        var ended = Measure(type);
        Assert.NotEmpty(ended);
        Assert.All(ended, one =>
        {
            Assert.Equal(TrialStatus.Unsupported, one.Status);
            Assert.Contains(
                $"needs the matrix units of CUDA's sm_{needed} or later, this is sm_{major}{minor}", one.Reason, StringComparison.Ordinal);
        });
        Assert.Empty(driver.Launches);
    }

    [LinuxX64Theory]
    [InlineData(5, 2, false)]
    [InlineData(5, 3, true)]
    [InlineData(6, 0, true)]
    public void Half_precision_arithmetic_needs_compute_capability_5_3(int major, int minor, bool has)
    {
        fixture.Present(new() { Devices = [new() { ComputeCapabilityMajor = major, ComputeCapabilityMinor = minor }] });
        Assert.Equal(has, Backend.Discover().Devices[0].Can("fp16"));
    }

    private static List<TrialEnded> Measure(string type) =>
        [
            .. FakeDriverMeasurement.Run(Backend, new MatMulWorkload(), Backend.Discover().Devices[0], "m=n=k=64", $"dtype={type}")
                .OfType<TrialEnded>(),
        ];

    private static int TargetOf(string ptx)
    {
        const string mark = ".target sm_";
        var text = ptx[(ptx.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..];
        return int.Parse(string.Concat(text.TakeWhile(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture);
    }
}
