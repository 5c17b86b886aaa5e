namespace GpuBench.GpuChecks.Running;

/// <summary>The seconds of the whole run, and what a step may have of them.</summary>
/// <param name="elapsedSeconds">Since the run began.</param>
/// <param name="limitFactor">What a limit is multiplied by: a rehearsal may run on a machine that is slow.</param>
public sealed class Timetable(double totalSeconds, Func<double> elapsedSeconds, double limitFactor = 1)
{
    /// <summary>A step that gets less can show nothing: a program and a CUDA context take half of it.</summary>
    public const double MinSeconds = 8;

    /// <summary>Kept back at the end for packing the results.</summary>
    public const double ReserveSeconds = 3;

    public double LeftSeconds => totalSeconds - elapsedSeconds();

    /// <param name="minSeconds">What the step needs to show anything.</param>
    /// <returns>The limit, shortened to what is left; null when that is too little to start.</returns>
    public double? LimitOf(double wantedSeconds, double minSeconds = MinSeconds) =>
        LeftSeconds < minSeconds ? null : Math.Min(wantedSeconds * limitFactor, LeftSeconds - ReserveSeconds);
}
