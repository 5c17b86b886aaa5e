using System.Globalization;
using System.Text.Json;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Workloads;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>
/// libtorch's side of a comparison, in its own process: its threads, memory and context are separate from this project's. It reads a trial
/// and answers with an empty line, or with the reason why it cannot run the trial. Then each line that it reads is a number of products. It
/// answers with their total seconds by the device's own timer.
/// </summary>
internal static class TorchChild
{
    public const string Argument = "torch-child";

    public static int Run()
    {
        var trial = JsonSerializer.Deserialize<Trial>(Console.In.ReadLine() ?? "")
            ?? throw new InvalidOperationException("no trial was given");
        var engine = new TorchStableEngine(null);
        IBackend backend = trial.DeviceId.StartsWith("cuda", StringComparison.Ordinal)
            ? new TorchCudaBackend(engine)
            : new TorchCpuBackend(engine);
        var workload = new TorchMatMulWorkload(engine.Name);
        var inventory = backend.Discover();
        if (inventory.Devices.FirstOrDefault(device => device.Id == trial.DeviceId) is not { } info)
            return Refuse(
                inventory.Missing is [var missing, ..] ? $"{missing.Reason} {missing.Remedy}" : $"libtorch has no device {trial.DeviceId}");
        if (workload.Refuse(info, trial) is { } refusal)
            return Refuse(refusal.Reason);

        using var device = backend.Open(info);
        using var prepared = workload.Prepare(device, trial, seed: 1);
        prepared.Launch(0);
        var check = prepared.Check(0);
        if (!check.Passed)
            return Refuse($"its product is wrong: {check}");
        Console.Out.WriteLine();
        Serve(device, prepared, Console.In, Console.Out);
        return 0;
    }

    /// <summary>Answers until the input ends.</summary>
    internal static void Serve(IDevice device, IPreparedTrial prepared, TextReader orders, TextWriter answers)
    {
        var index = 1;
        while (orders.ReadLine() is { } order)
        {
            var passCount = int.Parse(order, CultureInfo.InvariantCulture);
            answers.WriteLine(device.Time(prepared, index, passCount).Seconds.ToString("R", CultureInfo.InvariantCulture));
            index += passCount;
        }
    }

    private static int Refuse(string reason)
    {
        Console.Out.WriteLine(reason);
        return 1;
    }
}
