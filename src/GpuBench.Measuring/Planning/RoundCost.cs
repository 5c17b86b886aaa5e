using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Planning;

/// <summary>What a round of a trial takes of a run's time.</summary>
/// <param name="PreparationSeconds">Allocating, filling, checking.</param>
/// <param name="LeastSamplingSeconds">Warming up, and the fewest samples.</param>
/// <param name="FirstSeconds">More, in the first round of a worker: operands are made, kernels are compiled.</param>
public sealed record RoundCost(double PreparationSeconds, double LeastSamplingSeconds, double FirstSeconds)
{
    /// <summary>Starting a worker on an accelerator: the runtime, the driver's context, a library of gigabytes.</summary>
    public const double WorkerStartSeconds = 5;

    private const double CompileSeconds = 0.15;

    /// <summary>Before the first sample and after the last.</summary>
    private const int Checks = 2;

    /// <summary>Multiply-adds of a vector lane in a clock, and lanes of a compute unit, as most accelerators have them.</summary>
    private const double LaneOperations = 2 * 128;

    /// <summary>Matrix units over vector lanes, in types of 16 bits.</summary>
    private const double MatrixUnitGain = 8;

    /// <summary>What a kernel reaches of such a peak, and of the memory's.</summary>
    private const double ShareOfPeak = 0.2;

    private const double UnknownFlopPerSecond = 1e13;
    private const double UnknownBytesPerSecond = 3e11;

    public double Seconds => PreparationSeconds + LeastSamplingSeconds;

    /// <summary>
    /// By rounds that were taken: preparation as short as the shortest of them, as the first may have made and compiled what the
    /// others found.
    /// </summary>
    /// <param name="planned">Null: nothing was known beforehand.</param>
    public static RoundCost Of(IEnumerable<Round> rounds, Trial trial, DeviceInfo device, RoundCost? planned)
    {
        var (taken, first) = (rounds.ToList(), planned?.FirstSeconds ?? 0);
        var shortest = taken.Min(round => round.PreparationSeconds ?? 0);
        return new(
            taken.Count > 1 ? shortest : Math.Max(0, shortest - first),
            LeastSampling(trial, device, taken.Max(round => Statistics.Median.Of(round.SamplesSeconds))),
            first);
    }

    /// <summary>
    /// From what is known without measuring: work, nominal clocks, and the speed
    /// of hosts. Right within a factor of two or three.
    /// </summary>
    /// <returns>Null on a processor, whose speed nothing tells beforehand.</returns>
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
            LeastSampling(trial, device, launchSeconds),
            CompileSeconds + (hostWork.PreparedElements * host.MadeElementSeconds));
    }

    private static double LeastSampling(Trial trial, DeviceInfo device, double launchSeconds)
    {
        var plan = new RoundPlan(0, new FixedCount(0), trial.Conditions.Regime, trial.Conditions.Launch)
        {
            OnAccelerator = device.Class == DeviceClass.Accelerator,
        };
        return plan.LeastSeconds(launchSeconds);
    }

    private static double LaunchSeconds(DeviceInfo device, WorkCount work, bool onMatrixUnits)
    {
        var flopPerSecond = device is { ComputeUnits: { } units, ClockHertz: { } clock }
            ? units * clock * LaneOperations
            : UnknownFlopPerSecond;
        if (onMatrixUnits)
            flopPerSecond *= MatrixUnitGain;
        // Data are transferred at both edges of a clock.
        var bytesPerSecond = device is { MemoryClockHertz: { } memoryClock, MemoryBusBits: { } bits }
            ? memoryClock * 2 * bits / 8
            : UnknownBytesPerSecond;
        return Math.Max(work.OperationCount / (ShareOfPeak * flopPerSecond), work.Bytes / (ShareOfPeak * bytesPerSecond));
    }
}
