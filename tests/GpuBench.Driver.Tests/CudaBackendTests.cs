using GpuBench.Ilgpu.Devices;
using GpuBench.Ilgpu.Workloads;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Running;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using DeviceClass = GpuBench.Measuring.Devices.DeviceClass;

namespace GpuBench.Driver.Tests;

/// <summary>The product's own CUDA path, from discovery to journal lines, on a driver that executes no kernel.</summary>
[Collection(FakeDriverTests.Name)]
public sealed class CudaBackendTests(FakeDriverFixture fixture)
{
    private static readonly CudaBackend Backend = new();

    private static List<JournalEntry> Measure(IWorkload workload, DeviceInfo device, params string[] axes)
    {
        var request = new RunRequest { Suite = Suite.Ci, Axes = [.. axes.Select(AxisValues.Parse)] };
        var trials = RunPlan.Create(request, Inventory.Of(device), [workload]).Devices[0].Trials.Where(t => t.Refusal is null);
        var entries = new List<JournalEntry>();
        var order = new RunTrialsRequest(
            device, Suite.Ci, 1, null, IsLastPass: true, [.. trials.Select(t => new RunTrialsRequest.Item(t.Trial, 0, 1))]);
        new WorkerLoop([Backend], [workload], entries.Add).Run(order);
        return entries;
    }

    [LinuxX64Fact]
    public void A_device_is_listed_with_the_properties_that_the_driver_reports()
    {
        fixture.Present(new()
        {
            Devices =
            [
                new()
                {
                    MultiprocessorCount = 84, ClockHertz = 1_740_000_000, MemoryBusBits = 384,
                    L2CacheBytes = 6 << 20, MemoryBytes = 48L << 30,
                },
            ],
        });
        var device = Assert.Single(Backend.Discover().Devices);
        Assert.Equal("cuda:0", device.Id);
        Assert.Equal("CUDA driver stand-in (no GPU)", device.Name);
        Assert.Equal(DeviceClass.Accelerator, device.Class);
        Assert.Equal(
            (84, 1.74e9, 384, 6L << 20, 48L << 30),
            (device.ComputeUnits, device.ClockHertz, device.MemoryBusBits, device.LastLevelCacheBytes, device.MemoryBytes));
        Assert.True(device.Can("pinned"));
        Assert.False(device.Can("peer"));
    }

    [LinuxX64Fact]
    public void A_driver_without_a_device_is_a_missing_back_end_with_reason_and_remedy()
    {
        fixture.Present(new() { Devices = [] });
        var inventory = Backend.Discover();
        Assert.Empty(inventory.Devices);
        var missing = Assert.Single(inventory.Missing);
        Assert.NotEmpty(missing.Reason);
        Assert.NotEmpty(missing.Remedy);
    }

    [LinuxX64Fact]
    public void Links_are_measured_in_every_direction_with_the_devices_timer()
    {
        fixture.Present(new() { Devices = [new(), new()] });
        var entries = Measure(new LinkWorkload(), Backend.Discover().Devices[0]);
        Assert.Empty(entries.OfType<TrialEnded>());
        Assert.Equal(5, entries.OfType<RoundFinished>().Count());
        Assert.All(entries.OfType<RoundFinished>(), round => Assert.Equal(HardwareUnit.Link, round.Unit));
        Assert.Equal("cuda-event", Assert.Single(entries.OfType<DeviceOpened>()).Timer.Name);
    }

    [LinuxX64Fact]
    public void Kernels_that_are_launched_and_compute_nothing_have_no_rate()
    {
        fixture.Present(new() { Devices = [new()] });
        IWorkload[] workloads =
            [new MatMulWorkload(), new AttentionWorkload(), new PeakWorkload(), new StreamWorkload(), new TransposeWorkload()];
        foreach (var workload in workloads)
        {
            var entries = Measure(workload, Backend.Discover().Devices[0]);
            Assert.Empty(entries.OfType<RoundFinished>());
            Assert.NotEmpty(entries.OfType<TrialEnded>());
            Assert.All(
                entries.OfType<TrialEnded>(),
                ended => Assert.Contains("wrong result before timing", ended.Reason, StringComparison.Ordinal));
        }
    }

    [LinuxX64Fact]
    public void A_trial_that_runs_out_of_device_memory_fails_with_the_message_of_the_driver()
    {
        fixture.Present(new() { Devices = [new() { MemoryBytes = 64 << 20 }] });
        // The listing is from a larger device, as if another process took the memory in the meantime.
        var device = Backend.Discover().Devices[0] with { MemoryBytes = 1L << 40, MaxAllocationBytes = 1L << 40 };
        var entries = Measure(new MatMulWorkload(), device, "m=n=k=4096", "dtype=fp32");
        var reason = Assert.Single(entries.OfType<TrialEnded>()).Reason;
        // Only the stack identifies the call, and the compiler may have removed the call from the stack.
        Assert.Matches(@"^CudaException: CUDA_ERROR_OUT_OF_MEMORY \(2: out of memory\)( from cuMemAlloc)?\. Another process", reason);
        Assert.True(Assert.IsType<WorkerFinished>(entries[^1]).RestartWanted);
    }

    [LinuxX64Fact]
    public void Every_family_launches_its_kernels_under_the_function_names_of_the_catalog()
    {
        var driver = fixture.Present();
        IWorkload[] workloads =
            [new MatMulWorkload(), new AttentionWorkload(), new PeakWorkload(), new StreamWorkload(), new TransposeWorkload()];
        foreach (var workload in workloads)
            Measure(workload, Backend.Discover().Devices[0]);

        var known = KernelCatalog.All.Values.Select(entry => entry.FunctionName).ToHashSet(StringComparer.Ordinal);
        var launched = driver.Launches.Select(launch => launch.FunctionName).Distinct(StringComparer.Ordinal).ToList();
        Assert.All(launched, name => Assert.Contains(name, known));
        foreach (var family in (string[])["matmul", "attention", "peak", "stream", "fill", "transpose"])
            Assert.Contains(launched, name => name.StartsWith($"Kernel_{family}_", StringComparison.Ordinal));
        Assert.All(driver.Modules, ptx => Assert.Matches(@"\.version 8\.0\s", ptx));
    }

    [LinuxX64Fact]
    public void The_row_of_a_kernel_contains_the_errors_of_the_drivers_compiler()
    {
        const string log =
            "ptxas application ptx input, line 9; error   : Unknown modifier '.wrong'\nptxas fatal   : Ptx assembly aborted\n";
        fixture.Present(new() { CompilerLog = ptx => ptx.Contains("Kernel_matmul_", StringComparison.Ordinal) ? log : null });
        var ended = Measure(new MatMulWorkload(), Backend.Discover().Devices[0], "m=n=k=64", "dtype=fp32").OfType<TrialEnded>().First();

        Assert.Equal(TrialStatus.Failed, ended.Status);
        Assert.Matches(@"^CudaException: the driver does not load Kernel_matmul_\w+_fp32 \(PTX 8\.0 for sm_\d+\): ", ended.Reason);
        Assert.Contains(": a PTX JIT compilation failed; its compiler says: ptxas application ", ended.Reason, StringComparison.Ordinal);
        Assert.Contains(
            "Unknown modifier '.wrong'; ptxas fatal   : Ptx assembly aborted. CUDA_ERROR_INVALID_PTX (218",
            ended.Reason, StringComparison.Ordinal);
    }

    [LinuxX64Fact]
    public void The_reason_contains_the_first_lines_of_a_long_compiler_log()
    {
        var log = string.Join('\n', Enumerable.Range(1, 1000).Select(line => $"line {line}; error"));
        fixture.Present(new() { CompilerLog = _ => log });
        var reason = Measure(new PeakWorkload(), Backend.Discover().Devices[0], "dtype=fp32").OfType<TrialEnded>().First().Reason;

        Assert.Contains("Kernel_peak_fp32", reason, StringComparison.Ordinal);
        Assert.Contains("says: line 1; error; line 2; error; ", reason, StringComparison.Ordinal);
        Assert.InRange(reason.Length, 0, 1200);
    }
}
