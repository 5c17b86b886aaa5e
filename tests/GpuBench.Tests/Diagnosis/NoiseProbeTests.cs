using Xunit;
using GpuBench.Diagnosis;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Statistics;
using GpuBench.Reports;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Tests.Diagnosis;

public sealed class NoiseProbeTests
{
    [Fact]
    public void An_accelerator_gets_a_large_product_and_each_class_is_measured_by_one_engine()
    {
        var plan = NoiseProbe.PlanFor(new(
            [
                Device("ilgpu", Backend.Cuda, DeviceClass.Accelerator), Device("ilgpu", Backend.Cpu, DeviceClass.ManagedCpu),
                Device("torchsharp", Backend.Cuda, DeviceClass.Accelerator), Device("torchsharp", Backend.Cpu, DeviceClass.HostCpu),
            ],
            []))!;
        Assert.Equal(1, plan.Rounds);
        Assert.Equal(
            ["ilgpu cuda:0 2048", "ilgpu cpu:0 64", "torchsharp cpu:0 64"],
            plan.Devices.SelectMany(device => device.Trials).Select(planned => planned.Trial)
                .Select(trial => $"{trial.Engine} {trial.DeviceId} {trial.Point.ToString().Split('=')[^1]}"));
        Assert.Null(NoiseProbe.PlanFor(Inventory.Empty));
    }

    [Fact]
    public void A_few_disturbed_samples_change_the_standard_deviation_and_not_the_robust_spread()
    {
        double[] quiet = [99, 100, 101, 99, 100, 101, 99, 100, 101, 100];
        Assert.Equal(0.0148, Noise.Robust(quiet)!.Value, 4);
        Assert.Equal(0.0148, Noise.Robust([.. quiet[..9], 900])!.Value, 4);
        Assert.True(Noise.Of([.. quiet[..9], 900]) > 1);
        Assert.Null(Noise.Robust([1]));
    }

    [Fact]
    public void The_finding_says_what_was_measured_and_why_the_host_times_a_device()
    {
        var row = Rows.Of(
            new MatMulDefinition(), Rows.Square(2048), Rows.Bf16, 1e12, Rows.PoclCpu, "ilgpu",
            Measuring.Trials.HardwareUnit.Simt, 1, 1, 1.5);
        var timer = new DeviceTimer(DeviceTimer.HostStopwatch, 1e-9, 1e-6) { HostClockReason = "its timestamps stand still" };
        var findings = NoiseFindings.Of(row, new DeviceOpened(Device("ilgpu", Backend.OpenCl, DeviceClass.HostCpu), "1.0", timer)).ToList();
        Assert.Equal([Severity.Note, Severity.Ok], findings.Select(finding => finding.Verdict));
        Assert.Contains("not the device's own timer: its timestamps stand still", findings[0].What, StringComparison.Ordinal);
        Assert.StartsWith("noise floor 0.0 % (robust spread of 15 samples of ", findings[1].What, StringComparison.Ordinal);
    }

    private static DeviceInfo Device(string engine, Backend backend, DeviceClass @class) => new()
    {
        Engine = engine,
        Backend = backend,
        Index = 0,
        Class = @class,
        Name = "imaginary",
        Vendor = "imaginary",
        MemoryBytes = 1L << 34,
        MaxAllocationBytes = 1L << 34,
        ComputeUnits = 100,
        Capabilities = ["fp64", "fp16", "int32"],
    };
}
