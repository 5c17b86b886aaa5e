using System.Globalization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Results;

/// <summary>Counts a row's work anew from its point: a rate is made of it, so a wrong count is a wrong rate.</summary>
internal static class WorkCheck
{
    /// <summary>Counts are exact up to 2^53; JSON keeps them so.</summary>
    private const double Tolerance = 1e-9;

    /// <returns>
    /// What does not match, in words; null where everything does, and for a workload that is not among <paramref name="workloads"/>
    /// or counted by another convention than its own.
    /// </returns>
    public static string? Of(ResultRow row, IReadOnlyList<WorkloadDefinition> workloads) =>
        workloads.FirstOrDefault(workload => workload.Name == row.Workload) is { } workload ? Of(row, workload) : null;

    private static string? Of(ResultRow row, WorkloadDefinition workload)
    {
        if ((workload.FaultOf(row.Point) ?? workload.FaultOf(row.DType)) is { } fault)
            return $"{row.Point} is no point of {row.Workload} ({fault.TrimEnd('.')})";
        try
        {
            var unit = workload.ValueUnitOf(row.Point, row.DType);
            if (unit != row.ValueUnit)
                return $"its rate is in {row.ValueUnit.Text()}, that of {row.Workload} is in {unit.Text()}";
            var counted = workload.Count(row.Point, row.DType);
            return workload.ConventionOf(row.Point) == row.FlopConvention
                ? Differs("operationCount", row.Work.OperationCount, counted.OperationCount)
                    ?? Differs("bytesRead", row.Work.BytesRead, counted.BytesRead)
                    ?? Differs("bytesWritten", row.Work.BytesWritten, counted.BytesWritten)
                    ?? Differs("tokenCount", row.Work.TokenCount, counted.TokenCount)
                : null;
        }
        catch (OverflowException)
        {
            return $"{row.Point} is no point of {row.Workload} (its work is beyond 64 bits)";
        }
    }

    private static string? Differs(string name, double stored, double counted) =>
        Math.Abs(counted - stored) <= Tolerance * Math.Abs(counted)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"its work.{name} is {stored:R}, its point makes {counted:R}");
}
