using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Tests.Fakes;

/// <summary>
/// Rows of whole models with all that a GPU and its sensors state. A launch takes 19 to 21 ms, 25 ms on the host with 12 ms to enqueue it,
/// and 4 J.
/// </summary>
internal static class ModelRows
{
    /// <summary>Two sequences.</summary>
    public static ResultRow Decode() =>
        Of(DecodeDefinition.Instance, new DecodeShape(LlamaConfig.Find("110m"), B: 2, ContextLength: 128, StepCount: 32).ToPoint(), 100);

    /// <summary>A prompt of 500 tokens.</summary>
    public static ResultRow Prefill() =>
        Of(PrefillDefinition.Instance, new PrefillShape(LlamaConfig.Find("110m"), B: 1, PromptLength: 500).ToPoint(), 25_000);

    private static ResultRow Of(WorkloadDefinition workload, Point point, double tokensPerSecond)
    {
        double[] slowdowns = [.. Enumerable.Range(0, 100).Select(i => 0.95 + (0.001 * i))];
        var row = Rows.Of(
            workload, point, Rows.Bf16, tokensPerSecond, Rows.Cuda("NVIDIA Imaginary"), "torchsharp", HardwareUnit.Mixed, slowdowns);
        row = row with
        {
            Launch = LaunchMode.Single,
            Rounds =
            [
                .. row.Rounds.Select(round => round with
                {
                    HostSeconds = 25e-3,
                    EnqueueSeconds = 12e-3,
                    PeakMemoryBytes = 2_500_000_000,
                    KernelsPerLaunch = 291,
                    TelemetryBefore = new Telemetry { EnergyJoules = 1000 * (round.Index + 1) },
                    TelemetryAfter = new Telemetry { EnergyJoules = (1000 * (round.Index + 1)) + (4 * round.SamplesSeconds.Count) },
                }),
            ],
        };
        return row with { LaunchCost = LaunchCost.Of(row) };
    }
}
