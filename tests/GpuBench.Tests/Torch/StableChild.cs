using System.Text.Json;
using GpuBench.Engines;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Loading;
using GpuBench.Torch.Workloads;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Tests.Torch;

/// <summary>Both ends of a child process in which only the torch-stable engine runs. It runs every case of the ci suite once.</summary>
internal static class StableChild
{
    public const string Role = "stable";

    /// <summary>Cases with B stored by rows, and with B stored by columns.</summary>
    private static IEnumerable<Case> Fp8Cases =>
        from dtype in MatMulDefinition.Instance.DTypes.Values.Where(dtype => TorchTypes.IsFp8(dtype.Input))
        from layout in (string[])["nn", "nt"]
        let point = new Point { { "m", 67 }, { "n", 48 }, { "k", 80 }, { "layout", layout } }
        select new Case(point, dtype, new(CachePolicy.Warm, Regime.Burst, LaunchMode.Batch));

    /// <summary>The child's end. It writes a <see cref="StableReport"/> to standard output.</summary>
    public static int Run()
    {
        var backend = new TorchCpuBackend(new TorchStableEngine(libTorchDirectory: null));
        using var device = backend.Open(backend.Discover().Devices.Single());
        var results =
            from workload in AllWorkloads.All
            where workload.Engine == TorchEngines.Stable
            from c in workload.Cases(Suite.Ci, device.Info).Concat(workload.Definition == MatMulDefinition.Instance ? Fp8Cases : [])
            select Result(workload, device, c);
        StableResult[] ran = [.. results];
        var report = new StableReport(
            ran,
            Refusal(() => LibTorchFaults.ShapeError(device)),
            Refusal(() => LibTorchFaults.OutOfMemory(device)),
            Refusal(() => LaunchScaled(device)),
            ((ITorchDevice)device).HostData.HeldBytes,
            MappedLibraries.PathsOf("libtorch_cpu.so"),
            MappedLibraries.PathsStarting("libLibTorchSharp"));
        Console.Out.WriteLine(JsonSerializer.Serialize(report));
        return 0;
    }

    /// <summary>The parent's end.</summary>
    public static StableReport Start() => ChildProcess.Start(Role).Report<StableReport>();

    private static StableResult Result(IWorkload workload, IDevice device, Case c)
    {
        var trial = new Trial(workload.Engine, device.Info.Id, workload.Definition.Name, c.Point, c.DType, c.Conditions);
        using var prepared = workload.Prepare(device, trial, seed: 1);
        prepared.Launch(0);
        var check = prepared.Check(0);
        return new(
            trial.Workload, trial.DType?.Input.Text() ?? "none", trial.Conditions.Launch.Text(),
            check.Tolerance > 0 ? check.MaxError / check.Tolerance : check.MaxError, prepared.Check(0).Passed);
    }

    /// <summary>Without asking the workload, which refuses the product on a CPU.</summary>
    private static void LaunchScaled(IDevice device)
    {
        var point = new Point { { "m", 64 }, { "n", 256 }, { "k", 512 }, { "layout", "nt" }, { "scaling", "block-128" } };
        var dtype = MatMulDefinition.Instance.DTypes["fp8-e4m3"];
        var trial = new Trial(
            TorchEngines.Stable, device.Info.Id, "matmul", point, dtype, new(CachePolicy.Warm, Regime.Burst, LaunchMode.Batch));
        using var prepared = new TorchMatMulWorkload(TorchEngines.Stable).Prepare(device, trial, seed: 1);
        prepared.Launch(0);
    }

    private static string? Refusal(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }
}
