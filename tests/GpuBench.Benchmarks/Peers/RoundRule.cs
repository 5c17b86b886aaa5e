namespace GpuBench.Benchmarks.Peers;

/// <summary>How long the two sides of a comparison run.</summary>
/// <param name="WarmUpSeconds">What each side works, at least, before the first round; one batch is the fewest.</param>
/// <param name="BatchSeconds">What a batch of passes is to take: batches grow up to there. 0: a batch is one pass.</param>
/// <param name="RoundSeconds">What each side works, at least, in a round.</param>
/// <param name="MinBatches">Of each side in a round.</param>
internal sealed record RoundRule(double WarmUpSeconds, double BatchSeconds, double RoundSeconds, int MinBatches)
{
    /// <summary>
    /// An accelerator lowers its clocks while the host prepares operands, and takes tenths of a second to raise them. Events
    /// resolve about a microsecond, so that a pass is timed among many.
    /// </summary>
    public static RoundRule Accelerator { get; } = new(WarmUpSeconds: 0.3, BatchSeconds: 0.02, RoundSeconds: 0.05, MinBatches: 3);

    /// <summary>A processor is at work already, and its passes are long to its clock.</summary>
    public static RoundRule Processor(int passesPerRound) => new(0, 0, 0, passesPerRound);
}
