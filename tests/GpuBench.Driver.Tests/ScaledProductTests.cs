using GpuBench.Ilgpu.Devices;
using GpuBench.Ilgpu.Workloads;
using GpuBench.Measuring.Trials;
using GpuBench.PtxInterpreter;
using GpuBench.PtxInterpreter.Driver;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Driver.Tests;

/// <summary>
/// Products with scales per block, from the workload's operands to its check, with a kernel that is executed instruction by instruction.
/// </summary>
[Collection(FakeDriverTests.Name)]
public sealed class ScaledProductTests(FakeDriverFixture fixture)
{
    private static readonly CudaBackend Backend = new();

    [LinuxX64Theory]
    [InlineData(8, 9, "block-128")]
    [InlineData(9, 0, "block-128")]
    [InlineData(9, 0, "per-tensor")]
    public void A_product_passes_the_check_of_its_workload(int major, int minor, string scaling)
    {
        var executor = new InterpreterExecutor(new InterpreterOptions());
        fixture.Present(new()
        {
            Devices = [new() { ComputeCapabilityMajor = major, ComputeCapabilityMinor = minor }],
            Executor = executor.Execute,
        });
        using var device = Backend.Open(Backend.Discover().Devices[0]);
        var workload = new MatMulWorkload();
        var point = new Point { { "m", 70 }, { "n", 136 }, { "k", 384 }, { "layout", "nt" }, { "scaling", scaling } };
        var conditions = new Conditions(CachePolicy.Warm, Regime.Burst, LaunchMode.Batch);
        var trial = new Trial(workload.Engine, device.Info.Id, workload.Definition.Name, point, Fp8, conditions);

        Assert.Null(workload.Refuse(device.Info, trial));
        using var prepared = workload.Prepare(device, trial, seed: 3);
        prepared.Launch(0);
        device.Synchronize();
        var check = prepared.Check(0);

        Assert.True(check.Passed, $"{check.MaxError} of {check.Tolerance}");
        Assert.Contains("tensor-tile", prepared.Kernel.Name, StringComparison.Ordinal);
        Assert.Empty(executor.Reports);
    }

    private static NumericTriple Fp8 => MatMulDefinition.Instance.DTypes["fp8-e4m3"];
}
