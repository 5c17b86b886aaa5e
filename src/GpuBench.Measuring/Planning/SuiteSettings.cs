using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Planning;

/// <summary>Rounds, time and precision of a suite. The number of rounds is fixed before the first one.</summary>
/// <param name="Rounds">
/// Rounds of each trial. The prediction interval of a re-run is ± 3.5 standard deviations between rounds for three rounds (the fewest,
/// <see cref="BudgetFit.MinRounds"/>), ± 1.8 for five, ± 1.3 for seven and ± 1.0 for ten.
/// </param>
/// <param name="Budget">Wall time of the whole run, divided among its trials; null: no limit.</param>
/// <param name="RoundSeconds">Longest time of a round to warm up and sample, in seconds; a budget may shorten it.</param>
/// <param name="StoppingRule">Decides when a round has enough samples.</param>
public sealed record SuiteSettings(int Rounds, TimeSpan? Budget, double RoundSeconds, IStoppingRule StoppingRule)
{
    public static SuiteSettings Of(Suite suite) => suite switch
    {
        // Chosen: a functional test needs little precision, and ten samples of 2 ms fit 0.2 s.
        Suite.Ci => new(3, TimeSpan.FromSeconds(40), 0.2, new FixedCount(10)),
        // Chosen: 150 s and the allowed overrun of a tenth stay below three minutes. 2 s hold 0.5 s of warm-up and 200 samples of 7 ms.
        Suite.Quick => new(5, TimeSpan.FromSeconds(150), 2, new PreciseMedian(0.01, maximumCount: 200)),
        // Chosen: 10 s hold the 4 s of a sustained warm-up. nvbench (stdrel) also stops at 0.5 %, of the standard deviation. 1000 bounds a
        // noisy trial.
        Suite.Lab => new(7, TimeSpan.FromMinutes(20), 10, new PreciseMedian(0.005, maximumCount: 1000)),
        // Chosen: the precision of lab with more rounds, and twice the time for slow launches.
        Suite.Full => new(10, null, 20, new PreciseMedian(0.005, maximumCount: 1000)),
        _ => throw new ArgumentOutOfRangeException(nameof(suite)),
    };
}
