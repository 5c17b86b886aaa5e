using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Publications.Projecting.Validating;

namespace GpuBench.Publications.Projecting.Model;

/// <summary>Compares what is stored with what the figures say now.</summary>
public static class ProjectionCheck
{
    /// <summary>Stored numbers have four digits, and processors differ in the last ones.</summary>
    private const double Tolerance = 0.005;

    /// <returns>One sentence for each difference; none if the files are up to date.</returns>
    public static IReadOnlyList<string> Differences(ProjectionModel? stored, ProjectionModel learnt) => stored is null
        ? [$"results/{ProjectionModels.Slug}.json is missing"]
        : [.. learnt.Laws.SelectMany(law => Differences(stored.Laws.FirstOrDefault(other => other.Law == law.Law), law))];

    /// <inheritdoc cref="Differences(ProjectionModel, ProjectionModel)"/>
    public static IReadOnlyList<string> Differences(ValidationTable? stored, ValidationTable found) => stored is null
        ? [$"results/{ValidationTables.Slug}.json is missing"]
        :
        [
            .. from row in found.Rows
               let key = (row.Class, row.Question, row.Subset)
               let other = stored.Rows.FirstOrDefault(other => (other.Class, other.Question, other.Subset) == key)
               where other is null || !IsSame(other, row)
               select $"the validation of {row.Class} ({row.Subset ?? "all"}), {row.Question.Text()}, is not the stored one",
        ];

    private static IEnumerable<string> Differences(LawModel? stored, LawModel learnt)
    {
        if (stored is null)
        {
            yield return $"the law {learnt.Law} is not stored";
            yield break;
        }
        if (stored.Figures != learnt.Figures)
            yield return $"the law {learnt.Law} was learnt from {stored.Figures} figures, and {learnt.Figures} are there";
        foreach (var coefficient in learnt.Coefficients)
        {
            var other = stored.Coefficients.FirstOrDefault(other => other.Name == coefficient.Name);
            if (other is null || !IsSame(other.Value, coefficient.Value))
                yield return FormattableString.Invariant(
                    $"the law {learnt.Law} has {coefficient.Name} = {other?.Value:G4} stored, and the figures give {coefficient.Value:G4}");
        }
        foreach (var width in learnt.Widths)
        {
            var other = stored.Widths.FirstOrDefault(other => (other.Question, other.Class) == (width.Question, width.Class));
            if (other is null || !IsSame(other.Factor, width.Factor))
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"the law {learnt.Law} has an interval factor {other?.Factor:G4} stored for {width.Class ?? "all"}, "
                    + $"{width.Question.Text()}, and the figures give {width.Factor:G4}");
        }
    }

    private static bool IsSame(ValidationRow one, ValidationRow other) => one.Figures == other.Figures
        && IsSame(one.MedianError, other.MedianError) && IsSame(one.Error90, other.Error90)
        && IsSame(one.Coverage, other.Coverage) && IsSame(one.HalfWidth, other.HalfWidth);

    private static bool IsSame(double one, double other) => Math.Abs(one - other) <= Tolerance * Math.Max(Math.Abs(one), Math.Abs(other));
}
