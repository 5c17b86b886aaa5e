namespace GpuBench.Publications.Normalising.Rules;

/// <summary>MLPerf fixes model, data, accuracy and load, so its results are only set against results of the same rules.</summary>
public sealed class MlPerfRule : IComparisonRule
{
    private const string Kind = "mlperf";

    public string Name => "mlperf";

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if ((numerator.Kind == Kind) != (denominator.Kind == Kind))
            return Ruling.Refuse("MLPerf against anything else");
        if (numerator.Kind != Kind)
            return null;
        foreach (var field in new[] { "round", "division", "scenario", "benchmark", "accuracy" })
            if (numerator.Task.GetValueOrDefault(field) != denominator.Task.GetValueOrDefault(field))
                return Ruling.Refuse($"MLPerf {field}: {Word(numerator, field)} against {Word(denominator, field)}");
        return null;
    }

    private static string Word(Observation side, string field) => side.Task.GetValueOrDefault(field) ?? "none";
}
