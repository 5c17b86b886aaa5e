using GpuBench.Workloads.Models;

namespace GpuBench.Tests.Workloads;

/// <summary>Decoders small enough to count and compute by hand.</summary>
internal static class Llamas
{
    /// <summary>34 elements of matrices in its layer, 10 in each vocabulary matrix.</summary>
    public static LlamaConfig OneLayer { get; } = new("one layer", 1, 2, 1, 1, 2, 3, 5, 10_000, 0, IsTied: false);

    /// <summary>Two query heads to each key head, two layers, and the embedding as output matrix.</summary>
    public static LlamaConfig GroupedAndTied { get; } = new("grouped", 2, 32, 4, 2, 8, 48, 64, 10_000, 1e-5, IsTied: true);

    /// <summary>As above, with heads long enough for the host's own attention.</summary>
    public static LlamaConfig LongHeads { get; } = new("long heads", 2, 96, 4, 2, 64, 80, 64, 10_000, 1e-5, IsTied: true);
}
