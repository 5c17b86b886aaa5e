namespace GpuBench.Publications.Normalising.Rules;

/// <summary>Whole models run by different servers, or versions of one, are a job done: software ages faster than silicon.</summary>
public sealed class ProgramRule : IComparisonRule
{
    public string Name => "program";

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        numerator.Program == denominator.Program || numerator.UnitClass != "mixed"
            ? null
            : new(RulingKind.Note, $"{numerator.Program ?? "unstated"} against {denominator.Program ?? "unstated"}") { TaskOnly = true };
}
