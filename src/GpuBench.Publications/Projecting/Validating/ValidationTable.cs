namespace GpuBench.Publications.Projecting.Validating;

/// <summary>How well the laws predict figures that they did not see: results/validation.json.</summary>
public sealed record ValidationTable
{
    public required int SchemaVersion { get; init; }

    public required IReadOnlyList<ValidationRow> Rows { get; init; }

    /// <summary>Null for a class that no figure validates.</summary>
    public ValidationRow? Find(string taskClass, Question question) =>
        Rows.FirstOrDefault(row => row.Class == taskClass && row.Question == question && row.Subset is null);
}

/// <summary>
/// Errors of one class and kind of question. An error of 0.2 means that the predicted and the published time differ by a factor of 1.2.
/// </summary>
public sealed record ValidationRow
{
    /// <summary>A wider interval, highest over lowest, does not answer a question, and no projection is given.</summary>
    public const double WidestInterval = 4;

    /// <summary>Intervals of a class and question with a lower coverage are widened in use.</summary>
    public const double LeastCoverage = 0.85;

    /// <summary>Fewer figures of a subset do not widen the intervals of its class.</summary>
    public const int LeastOfSubset = 20;

    public required string Class { get; init; }

    public required Question Question { get; init; }

    /// <summary>A part of the class that is shown beside it; null for the class.</summary>
    public string? Subset { get; init; }

    /// <summary>Figures that were predicted.</summary>
    public required int Figures { get; init; }

    /// <summary>Folds, e.g. publications. They limit what a validation can say.</summary>
    public required int Folds { get; init; }

    public required double MedianError { get; init; }

    /// <summary>90 % of the errors are at most this.</summary>
    public required double Error90 { get; init; }

    public required double WorstError { get; init; }

    /// <summary>Id of the figure with the worst error.</summary>
    public required string WorstFigure { get; init; }

    /// <summary>Share of the figures inside their 90 % intervals.</summary>
    public required double Coverage { get; init; }

    /// <summary>The 95 % binomial interval of the coverage (Wilson, 1927), as if figures were independent.</summary>
    public required double CoverageLow { get; init; }

    /// <inheritdoc cref="CoverageLow"/>
    public required double CoverageHigh { get; init; }

    /// <summary>Median half width of the intervals, as a factor.</summary>
    public required double HalfWidth { get; init; }

    /// <summary>
    /// Factor on the logarithms of half widths in use, because the coverage of the class or of a subset is below
    /// <see cref="LeastCoverage"/>: the one with which 90 % of those figures are inside. 1 if the coverage suffices.
    /// </summary>
    public required double Widening { get; init; }

    /// <summary>Figures whose interval, as wide as in use, is narrow enough for a projection.</summary>
    public required int Given { get; init; }

    /// <summary>Share of those inside their intervals; null if there are none.</summary>
    public double? GivenCoverage { get; init; }

    /// <summary>The same errors of the nominal roof times one constant of the class.</summary>
    public required double BaselineMedianError { get; init; }

    /// <inheritdoc cref="BaselineMedianError"/>
    public required double BaselineError90 { get; init; }
}
