using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Planning;

/// <summary>Wall time of one round of a trial.</summary>
/// <param name="PreparationSeconds">Allocating, filling, checking.</param>
/// <param name="MinSamplingSeconds">Warming up, and the minimum number of samples.</param>
/// <param name="FirstSeconds">
/// Extra time of the first round of a worker: operands are generated, kernels are compiled, the oracle computes what it keeps.
/// </param>
public sealed record RoundCost(
    double PreparationSeconds, [property: JsonPropertyName("leastSamplingSeconds")] double MinSamplingSeconds, double FirstSeconds)
{
    /// <summary>Assumed time to start a worker on an accelerator: runtime, driver context, libtorch.</summary>
    public const double WorkerStartSeconds = 5;

    /// <summary>Assumed time to compile a trial's kernel: ILGPU takes 2 ms to 1 s, and trials of one class share a kernel.</summary>
    private const double CompileSeconds = 0.15;

    /// <summary>One check before the first sample, one after the last.</summary>
    private const int Checks = 2;

    /// <summary>Operations of a compute unit per clock cycle: most have 128 vector lanes, and a lane does one multiply-add.</summary>
    private const double LaneOperations = 2 * 128;

    /// <summary>
    /// Rate of matrix units over that of vector lanes, in 16-bit types: 15 on an H100 SXM (989 over 67 TFLOPS), 8 on a V100 (125 over
    /// 15.7). Chosen: the low value, because a forecast that is too long is safe.
    /// </summary>
    private const double MatrixUnitGain = 8;

    /// <summary>Assumed share of these peaks, and of memory bandwidth, for a slow kernel: attention on vector lanes.</summary>
    private const double ShareOfPeak = 0.2;

    // Chosen: the rates of a small card, if a driver does not report clocks or bus width.
    private const double UnknownFlopPerSecond = 1e13;
    private const double UnknownBytesPerSecond = 3e11;

    public double Seconds => PreparationSeconds + MinSamplingSeconds;

    /// <summary>
    /// Cost from measured rounds. Preparation is that of the shortest round, because the first round may also generate operands and compile
    /// kernels.
    /// </summary>
    /// <param name="planned">Null: there was no estimate.</param>
    public static RoundCost Of(IEnumerable<Round> rounds, Trial trial, DeviceInfo device, RoundCost? planned)
    {
        var (taken, first) = (rounds.ToList(), planned?.FirstSeconds ?? 0);
        var shortest = taken.Min(round => round.PreparationSeconds ?? 0);
        return new(
            taken.Count > 1 ? shortest : Math.Max(0, shortest - first),
            MinSampling(trial, device, taken.Max(round => round.LaunchSeconds)),
            first);
    }

    /// <summary>Estimates the cost from the work, nominal clocks and host rates. Correct within a factor of two or three.</summary>
    /// <returns>Null on a processor: its speed is not known before a measurement.</returns>
    public static RoundCost? Estimate(WorkloadDefinition workload, DeviceInfo device, Trial trial, HostRates host)
    {
        if (device.Class != DeviceClass.Accelerator)
            return null;
        var hostWork = workload.HostWorkOf(trial.Point, trial.DType);
        var work = workload.Count(trial.Point, trial.DType);
        var preparation = (Checks * hostWork.CheckedElements * host.CheckedElementSeconds)
            + (Checks * hostWork.OracleOperations * host.OracleOperationSeconds)
            + ((hostWork.BytesSent + (Checks * hostWork.BytesFetched)) / host.BytesPerSecond);
        var launchSeconds = LaunchSeconds(device, work, workload.SuitsMatrixUnits(trial.DType));
        return new(
            preparation,
            MinSampling(trial, device, launchSeconds),
            CompileSeconds
                + (hostWork.PreparedElements * host.MadeElementSeconds)
                + (hostWork.KeptOperations * host.OracleOperationSeconds));
    }

    private static double MinSampling(Trial trial, DeviceInfo device, double launchSeconds)
    {
        var plan = new RoundPlan(0, new FixedCount(0), trial.Conditions.Regime, trial.Conditions.Launch)
        {
            OnAccelerator = device.Class == DeviceClass.Accelerator,
        };
        return plan.MinSeconds(launchSeconds);
    }

    private static double LaunchSeconds(DeviceInfo device, WorkCount work, bool onMatrixUnits)
    {
        var flopPerSecond = device is { ComputeUnits: { } units, ClockHertz: { } clock }
            ? units * clock * LaneOperations
            : UnknownFlopPerSecond;
        if (onMatrixUnits)
            flopPerSecond *= MatrixUnitGain;
        // Memory transfers data at both edges of its clock.
        var bytesPerSecond = device is { MemoryClockHertz: { } memoryClock, MemoryBusBits: { } bits }
            ? memoryClock * 2 * bits / 8
            : UnknownBytesPerSecond;
        return Math.Max(work.OperationCount / (ShareOfPeak * flopPerSecond), work.Bytes / (ShareOfPeak * bytesPerSecond));
    }
}

/// <summary>Assumed speed of the host's work before any measurement. The first rounds replace it.</summary>
/// <param name="MadeElementSeconds">For each operand element: generate, pack and sum for the oracle. Later rounds reuse it.</param>
/// <param name="CheckedElementSeconds">For each compared element of a result.</param>
/// <param name="OracleOperationSeconds">For each multiply-add of the oracle's sampled results.</param>
/// <param name="BytesPerSecond">Rate of copies between a device and pageable memory.</param>
public sealed record HostRates(
    double MadeElementSeconds, double CheckedElementSeconds, double OracleOperationSeconds, double BytesPerSecond)
{
    /// <summary>Assumed speed that each further core adds, relative to one core alone: cores share the memory bandwidth.</summary>
    private const double ParallelShare = 0.7;

    /// <summary>One core of an x86-64 server, as measured by <c>host costs</c> of tests/GpuBench.Benchmarks, rounded up.</summary>
    private static readonly HostRates OneCore = new(10e-9, 1e-9, 0.5e-9, 5e9);

    public static HostRates Of(int coreCount)
    {
        var speedup = Math.Max(1, ParallelShare * coreCount);
        return OneCore with
        {
            MadeElementSeconds = OneCore.MadeElementSeconds / speedup,
            CheckedElementSeconds = OneCore.CheckedElementSeconds / speedup,
            OracleOperationSeconds = OneCore.OracleOperationSeconds / speedup,
        };
    }
}
