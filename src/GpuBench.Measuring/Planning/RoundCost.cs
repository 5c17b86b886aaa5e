using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Planning;

/// <summary>What a round of a trial takes of a run's time.</summary>
/// <param name="PreparationSeconds">Allocating, filling, checking.</param>
/// <param name="MinSamplingSeconds">Warming up, and the fewest samples.</param>
/// <param name="FirstSeconds">Added in the first round of a worker: operands are made, kernels are compiled.</param>
public sealed record RoundCost(
    double PreparationSeconds, [property: JsonPropertyName("leastSamplingSeconds")] double MinSamplingSeconds, double FirstSeconds)
{
    /// <summary>Time to start a worker on an accelerator: runtime, driver context, libtorch. An assumption.</summary>
    public const double WorkerStartSeconds = 5;

    /// <summary>Time to compile a trial's kernel: ILGPU takes 2 ms to 1 s, and trials of one class share a kernel.</summary>
    private const double CompileSeconds = 0.15;

    /// <summary>Before the first sample and after the last.</summary>
    private const int Checks = 2;

    /// <summary>Operations of a compute unit in a clock cycle. Most have 128 vector lanes; a lane does one multiply-add.</summary>
    private const double LaneOperations = 2 * 128;

    /// <summary>
    /// Rate of matrix units over that of vector lanes, in 16-bit types: 15 on an H100 SXM (989 over 67 TFLOPS), 8 on a V100 (125 over
    /// 15.7). The low value makes the forecast longer, which is the safe side.
    /// </summary>
    private const double MatrixUnitGain = 8;

    /// <summary>Share of these peaks, and of the memory's bandwidth, that a slow kernel reaches: attention on vector lanes.</summary>
    private const double ShareOfPeak = 0.2;

    // Where a driver does not tell clocks or bus: a small card.
    private const double UnknownFlopPerSecond = 1e13;
    private const double UnknownBytesPerSecond = 3e11;

    public double Seconds => PreparationSeconds + MinSamplingSeconds;

    /// <summary>
    /// The cost as the rounds so far show it. Preparation is that of the shortest: the first round may also have made operands and
    /// compiled kernels.
    /// </summary>
    /// <param name="planned">Null: nothing was known beforehand.</param>
    public static RoundCost Of(IEnumerable<Round> rounds, Trial trial, DeviceInfo device, RoundCost? planned)
    {
        var (taken, first) = (rounds.ToList(), planned?.FirstSeconds ?? 0);
        var shortest = taken.Min(round => round.PreparationSeconds ?? 0);
        return new(
            taken.Count > 1 ? shortest : Math.Max(0, shortest - first),
            MinSampling(trial, device, taken.Max(round => round.LaunchSeconds)),
            first);
    }

    /// <summary>
    /// An estimate without any measurement, from the work, nominal clocks and the speed of hosts. Good to a factor of two or three.
    /// </summary>
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
            CompileSeconds + (hostWork.PreparedElements * host.MadeElementSeconds));
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

/// <summary>How fast a host prepares and checks, as a plan assumes it before anything was measured. First rounds correct it.</summary>
/// <param name="MadeElementSeconds">
/// For each operand element that is drawn, packed and summed for the oracle; it is kept for later rounds.
/// </param>
/// <param name="CheckedElementSeconds">For each element of a result that is looked at.</param>
/// <param name="OracleOperationSeconds">For each multiply-add of an oracle's sampled results.</param>
/// <param name="BytesPerSecond">Of copies between a device and ordinary memory.</param>
public sealed record HostRates(
    double MadeElementSeconds, double CheckedElementSeconds, double OracleOperationSeconds, double BytesPerSecond)
{
    /// <summary>What each of many cores adds, compared with one core alone: an assumption, as cores share the memory's bandwidth.</summary>
    private const double ParallelShare = 0.7;

    /// <summary>
    /// One core of an x86-64 server, as the benchmark <c>host costs</c> of
    /// tests/GpuBench.Benchmarks measures it, rounded up.
    /// </summary>
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
