using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising;

namespace GpuBench.Reports.Results.FirstScreen;

/// <summary>One line of the first screen.</summary>
/// <param name="Type">The operands' type; null if the class has one line for all types.</param>
/// <param name="Row">The row whose value and ratios the line shows.</param>
/// <param name="RowCount">Rows of the class and type, of all shapes and engines.</param>
internal sealed record ClassLine(ResultClass Class, DType? Type, ResultRow Row, int RowCount)
{
    public string Label => Type is { } type ? $"{Class.Label} {type.Text()}" : Class.Label;

    /// <returns>The share of a nominal peak; null if no peak is known.</returns>
    public double? ShareOf(ResultNormalizer normalizer) => Class.MayBeLimitedByMemory
        ? NominalShare.OfNearest(Row, normalizer)
        : NominalShare.Of(Row, normalizer);

    /// <param name="rows">All rows of one device.</param>
    public static IReadOnlyList<ClassLine> Of(IReadOnlyList<ResultRow> rows, PublishedShapes published) =>
    [
        .. from one in ResultClasses.All
           from same in rows.Where(one.Contains).GroupBy(row => one.IsByType ? row.DType?.Input : null).OrderBy(same => same.Key)
           select new ClassLine(one, same.Key, Best([.. same], one, published), same.Count()),
    ];

    /// <summary>
    /// The highest value at the largest published shape; at the largest shape if none is published. Of equal values, the first in the
    /// document.
    /// </summary>
    private static ResultRow Best(IReadOnlyList<ResultRow> rows, ResultClass of, PublishedShapes published)
    {
        var comparable = rows.Where(published.Contains).ToList();
        var candidates = comparable.Count > 0 ? comparable : rows;
        var largest = candidates.Max(of.SizeOf);
        return candidates.Where(row => of.SizeOf(row) == largest).MaxBy(row => row.Median)!;
    }
}
