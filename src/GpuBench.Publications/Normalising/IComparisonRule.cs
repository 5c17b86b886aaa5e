namespace GpuBench.Publications.Normalising;

/// <summary>One thing that must agree, or be brought to agree, before two numbers are divided.</summary>
public interface IComparisonRule
{
    /// <summary>E.g. <c>sparsity</c>.</summary>
    string Name { get; }

    /// <summary>Pure. Null: nothing to object.</summary>
    Ruling? Judge(Observation numerator, Observation denominator);
}
