using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Workloads;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>
/// libtorch's side of a comparison, in a process of its own: its threads, memory and context stay apart from ours. It reads a trial
/// and answers with an empty line, or with the reason why it cannot; then each line that it reads is one product more, and is
/// answered with its seconds.
/// </summary>
internal static class TorchChild
{
    public const string Argument = "torch-child";

    public static int Run()
    {
        var trial = JsonSerializer.Deserialize<Trial>(Console.In.ReadLine() ?? "") ?? throw new InvalidOperationException("no trial was given");
        var engine = new TorchStableEngine(null);
        IBackend backend = trial.DeviceId.StartsWith("cuda", StringComparison.Ordinal) ? new TorchCudaBackend(engine) : new TorchCpuBackend(engine);
        var workload = new TorchMatMulWorkload(engine.Name);
        var inventory = backend.Discover();
        if (inventory.Devices.FirstOrDefault(device => device.Id == trial.DeviceId) is not { } info)
            return Refuse(inventory.Missing is [var missing, ..] ? $"{missing.Reason} {missing.Cure}" : $"libtorch has no device {trial.DeviceId}");
        if (workload.Refuse(info, trial) is { } refusal)
            return Refuse(refusal.Reason);

        using var device = backend.Open(info);
        using var prepared = workload.Prepare(device, trial, seed: 1);
        prepared.Launch(0);
        var check = prepared.Check(0);
        if (!check.Passed)
            return Refuse($"its product is wrong: {check}");
        Console.Out.WriteLine();
        for (var index = 0; Console.In.ReadLine() is not null; index++)
            Console.Out.WriteLine(Seconds(device, prepared, index).ToString("R", CultureInfo.InvariantCulture));
        return 0;
    }

    private static double Seconds(IDevice device, IPreparedTrial prepared, int index)
    {
        var start = Stopwatch.GetTimestamp();
        prepared.Launch(index);
        device.Synchronize();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static int Refuse(string reason)
    {
        Console.Out.WriteLine(reason);
        return 1;
    }
}
