namespace GpuBench.Publications.Headline;

/// <summary>What is published of one workload on one accelerator.</summary>
public sealed record HeadlineCell
{
    /// <summary>Where several are published, or of a product beside the column's: such a one is shown and never divided.</summary>
    public IReadOnlyList<HeadlineFigure> Figures { get => field ?? []; init; }

    /// <summary>Why there is no figure of the column's accelerator.</summary>
    public string? None { get; init; }
}
