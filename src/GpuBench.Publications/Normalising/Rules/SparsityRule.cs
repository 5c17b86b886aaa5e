namespace GpuBench.Publications.Normalising.Rules;

/// <summary>A 2:4 figure counts operations that are never done: twice the dense rate for the same silicon.</summary>
public sealed class SparsityRule : IComparisonRule
{
    private const string Unstated = "unstated";

    public string Name => "sparsity";

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        var (mine, theirs) = (numerator.Sparsity, denominator.Sparsity);
        if (mine is null && theirs is null)
            return null;
        if (mine is null or Unstated || theirs is null or Unstated)
            return Ruling.Unknown("sparsity");
        return mine == theirs ? null : Ruling.Refuse($"sparsity: {mine} against {theirs}");
    }
}
