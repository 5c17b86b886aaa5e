namespace GpuBench.Benchmarks.Peers;

/// <summary>How long the two sides of a comparison run.</summary>
/// <param name="WarmUpSeconds">The minimum time that each side works before the first round. At least one batch runs.</param>
/// <param name="BatchSeconds">The target time of a batch: batches grow until they take this time. 0: a batch is one pass.</param>
/// <param name="RoundSeconds">The minimum time that each side works in a round.</param>
/// <param name="MinBatches">Minimum number of batches of each side in a round.</param>
internal sealed record RoundRule(double WarmUpSeconds, double BatchSeconds, double RoundSeconds, int MinBatches)
{
    /// <summary>
    /// An accelerator lowers its clocks while the host prepares operands, and takes tenths of a second to raise them. The resolution of
    /// events is about a microsecond, so one pass is timed together with many others.
    /// </summary>
    public static RoundRule Accelerator { get; } = new(WarmUpSeconds: 0.3, BatchSeconds: 0.02, RoundSeconds: 0.05, MinBatches: 3);

    /// <summary>
    /// The passes are long compared with the clock's resolution. In the first second the runtime still replaces methods by optimised
    /// ones.
    /// </summary>
    public static RoundRule Processor(int passesPerRound) => new(WarmUpSeconds: 1, 0, 0, passesPerRound);
}
