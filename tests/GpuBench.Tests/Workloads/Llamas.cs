using GpuBench.Workloads.Models;

namespace GpuBench.Tests.Workloads;

/// <summary>Decoders that are small enough to count and compute by hand.</summary>
internal static class Llamas
{
    /// <summary>The matrices of its layer have 34 elements. Each vocabulary matrix has 10.</summary>
    public static LlamaConfig OneLayer { get; } = new("one layer", 1, 2, 1, 1, 2, 3, 5, 10_000, 0, IsTied: false);

    /// <summary>Two query heads for each key head, two layers, and the embedding as the output matrix.</summary>
    public static LlamaConfig GroupedAndTied { get; } = new("grouped", 2, 32, 4, 2, 8, 48, 64, 10_000, 1e-5, IsTied: true);

    /// <summary>The same as <see cref="GroupedAndTied"/>, with heads long enough for the host's own attention.</summary>
    public static LlamaConfig LongHeads { get; } = new("long heads", 2, 96, 4, 2, 64, 80, 64, 10_000, 1e-5, IsTied: true);

    /// <summary>The same as <see cref="LongHeads"/>, with norms of queries and keys.</summary>
    public static LlamaConfig HeadNorms { get; } = LongHeads with { Name = "head norms", HasHeadNorms = true };

    /// <summary>The same as <see cref="LongHeads"/>, with biases of queries, keys and values.</summary>
    public static LlamaConfig Biased { get; } = LongHeads with { Name = "biases", HasQkvBias = true };

    /// <summary>The same as <see cref="LongHeads"/>; half of each head is rotated.</summary>
    public static LlamaConfig PartlyRotated { get; } = LongHeads with { Name = "partly rotated", RotarySize = 32 };

    /// <summary>The same as <see cref="LongHeads"/>, with norms of both outputs of a layer.</summary>
    public static LlamaConfig OutputNorms { get; } = LongHeads with { Name = "output norms", HasOutputNorms = true };
}
