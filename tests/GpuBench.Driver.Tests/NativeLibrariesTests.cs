using GpuBench.Ilgpu.Native;
using GpuBench.PtxInterpreter.Driver;
using GpuBench.PtxInterpreter.Nvml;

namespace GpuBench.Driver.Tests;

[Collection(FakeDriverTests.Name)]
public sealed class NativeLibrariesTests(FakeDriverFixture fixture)
{
    [LinuxX64Fact]
    public void Installing_again_from_many_threads_does_nothing()
    {
        Parallel.For(0, 16, _ => NativeLibraries.Install());

        fixture.Present();
        using var context = fixture.CreateContext();
        Assert.Equal(FakeCudaDevice.Name, context.Devices[0].Name);
    }

    [LinuxX64Fact]
    public void A_driver_with_devices_is_ready()
    {
        var driver = fixture.Present(new() { Devices = [new(), new()], DriverVersion = 13010 });

        var presence = NativeLibraries.Describe();

        Assert.Equal(CudaDriverState.Ready, presence.State);
        Assert.Equal(2, presence.DeviceCount);
        Assert.Equal(new Version(13, 1), presence.SupportedCudaVersion);
        Assert.Equal(driver.Library.Path, presence.LibraryName);
        Assert.Null(presence.Remedy);
    }

    [LinuxX64Fact]
    public void A_driver_without_devices_is_reported_with_a_remedy()
    {
        fixture.Present(new() { Devices = [] });

        var presence = NativeLibraries.Describe();

        Assert.Equal(CudaDriverState.NoDevice, presence.State);
        Assert.Contains("CUDA_VISIBLE_DEVICES", presence.Remedy, StringComparison.Ordinal);
    }

    [LinuxX64Fact]
    public void A_driver_that_does_not_start_is_reported_with_its_code_its_text_and_a_remedy()
    {
        var noDevice = DescribeFailing("cuInit", CudaResult.NoDevice);
        Assert.Equal(100, noDevice.Failure?.Code);
        Assert.Contains(
            "cuInit failed with 100 CUDA_ERROR_NO_DEVICE (no CUDA-capable device is detected)", noDevice.Reason, StringComparison.Ordinal);
        Assert.Contains("nvidia-smi", noDevice.Remedy, StringComparison.Ordinal);

        var mismatch = DescribeFailing("cuInit", CudaResult.SystemDriverMismatch);
        Assert.Equal(803, mismatch.Failure?.Code);
        Assert.Contains("differ in version", mismatch.Remedy, StringComparison.Ordinal);

        var uncounted = DescribeFailing("cuDeviceGetCount", CudaResult.Unknown);
        Assert.Contains("cuDeviceGetCount failed with 999", uncounted.Reason, StringComparison.Ordinal);
        Assert.NotEqual(mismatch.Remedy, uncounted.Remedy, StringComparer.Ordinal);
    }

    [LinuxX64Fact]
    public void An_unknown_error_code_has_a_remedy()
    {
        var presence = DescribeFailing("cuInit", (CudaResult)12345);

        Assert.Contains("failed with 12345 (no text)", presence.Reason, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(presence.Remedy));
    }

    [Fact]
    public void The_tried_names_are_listed_if_no_library_is_found()
    {
        var library = new NativeLibraryEntry(
            ["cuda"], PathVariable: null, [new("libgpubench-absent.so.1", "never"), new("/absent/libcuda.so", "never")]);

        var presence = CudaDriverPresence.Query(library);

        Assert.Equal(CudaDriverState.NoLibrary, presence.State);
        Assert.Contains("libgpubench-absent.so.1, /absent/libcuda.so", presence.Reason, StringComparison.Ordinal);
        Assert.Contains("GPUBENCH_LIBCUDA", presence.Remedy, StringComparison.Ordinal);
    }

    [LinuxX64Fact]
    public void A_library_that_is_not_a_driver_is_distinguished_from_a_missing_library()
    {
        var nvml = FakeNvml.Load().Library.Path;

        var presence = CudaDriverPresence.Query(new(["cuda"], PathVariable: null, [new(nvml, "a wrong path in the variable")]));

        Assert.Equal(CudaDriverState.NotADriver, presence.State);
        Assert.Contains("lacks cuInit", presence.Reason, StringComparison.Ordinal);
    }

    [LinuxX64Fact]
    public void A_path_in_the_variable_excludes_every_other_name()
    {
        const string variable = "GPUBENCH_TEST_LIBRARY";
        var driver = fixture.Present();
        var library = new NativeLibraryEntry(["cuda"], variable, [new(driver.Library.Path, "there")]);
        Assert.Equal(driver.Library.Path, library.Find()?.FileName);

        Environment.SetEnvironmentVariable(variable, "/absent/libcuda.so.1");
        try
        {
            Assert.Null(library.Find());
            Assert.Equal(["/absent/libcuda.so.1"], library.NamesToTry);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }

        Assert.NotNull(library.Find());
    }

    private CudaDriverPresence DescribeFailing(string entryPoint, CudaResult code)
    {
        fixture.Present(new() { Failures = new Dictionary<string, CudaResult>(StringComparer.Ordinal) { [entryPoint] = code } });
        var presence = NativeLibraries.Describe();
        Assert.Equal(CudaDriverState.Failed, presence.State);
        return presence;
    }
}
