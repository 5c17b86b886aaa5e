using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Planning;

/// <summary>How thoroughly a suite measures: the number of rounds is decided before the first one.</summary>
/// <param name="Rounds">
/// Rounds of each trial. Two give a prediction interval of 12.7 standard deviations each way, three 3.5, five 1.8.
/// </param>
/// <param name="Budget">Wall time for the whole run, split over the trials; null: no limit.</param>
/// <param name="RoundSeconds">The most that a round takes when the budget allows.</param>
public sealed record SuiteSettings(int Rounds, TimeSpan? Budget, double RoundSeconds, IStoppingRule StoppingRule)
{
    public static SuiteSettings Of(Suite suite) => suite switch
    {
        Suite.Ci => new(3, TimeSpan.FromSeconds(40), 0.2, new FixedCount(10)),
        Suite.Quick => new(5, TimeSpan.FromSeconds(150), 2, new PreciseMedian(0.01, maximumCount: 200)),
        Suite.Lab => new(7, TimeSpan.FromMinutes(20), 10, new PreciseMedian(0.005, maximumCount: 1000)),
        Suite.Full => new(10, null, 20, new PreciseMedian(0.005, maximumCount: 1000)),
        _ => throw new ArgumentOutOfRangeException(nameof(suite)),
    };
}
