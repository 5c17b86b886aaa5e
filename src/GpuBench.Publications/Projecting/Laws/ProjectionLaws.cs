namespace GpuBench.Publications.Projecting.Laws;

/// <summary>All laws. Each speaks of other kinds of tasks.</summary>
public static class ProjectionLaws
{
    public static IReadOnlyList<ProjectionLaw> All { get; } = [new MatMulLaw(), new AttentionLaw(), new StreamLaw(), new ModelLaw()];
}
