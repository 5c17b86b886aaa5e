namespace GpuBench.GpuChecks.Running;

/// <summary>The seconds of the whole run, and the limit of each step.</summary>
/// <param name="elapsedSeconds">Seconds since the run began.</param>
/// <param name="limitFactor">The factor for every limit. A rehearsal may run on a slow machine.</param>
public sealed class Timetable(double totalSeconds, Func<double> elapsedSeconds, double limitFactor = 1)
{
    /// <summary>A step with less time cannot show anything. A program and a CUDA context take half of it.</summary>
    public const double MinSeconds = 8;

    /// <summary>Reserved at the end for packing the results.</summary>
    public const double ReserveSeconds = 3;

    public double LeftSeconds => totalSeconds - elapsedSeconds();

    /// <param name="minSeconds">The seconds that the step needs to show anything.</param>
    /// <returns>The limit, reduced to the remaining time. Null if the remaining time is too short to start.</returns>
    public double? LimitOf(double wantedSeconds, double minSeconds = MinSeconds) =>
        LeftSeconds < minSeconds ? null : Math.Min(wantedSeconds * limitFactor, LeftSeconds - ReserveSeconds);
}
