using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results.FirstScreen;

/// <summary>What limits the device for decoding and for prefill, by the roofline model with the roofs of the same screen.</summary>
internal static class LimiterSentence
{
    /// <summary>Chosen: below a half, something else takes more time than the roof needs.</summary>
    private const double LimitingShare = 0.5;

    /// <summary>Chosen: a row above a roof by more than noise has used another unit or a cache, so the roof says nothing of it.</summary>
    private const double MaxShare = 1.1;

    /// <returns>
    /// Null without a line that decides. Decoding needs a line of <c>stream</c>, prefill one of <c>matmul</c> in the model's type.
    /// </returns>
    public static string? Of(IReadOnlyList<ClassLine> lines)
    {
        string?[] clauses =
        [
            RowOf(lines, ResultClasses.ModelDecode) is { } decode && MemoryRoof(lines, decode) is { } memory
                ? Clause("decoding", decode, memory, ComputeRoof(lines, decode))
                : null,
            RowOf(lines, ResultClasses.ModelPrefill) is { } prefill && ComputeRoof(lines, prefill) is { } compute
                ? Clause("prefill", prefill, compute, MemoryRoof(lines, prefill))
                : null,
        ];
        var text = string.Join("; ", clauses.OfType<string>());
        return text.Length == 0 ? null : $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }

    private static string? Clause(string task, ResultRow row, ModelRoof needed, ModelRoof? other)
    {
        var roof = other is not null && other.TokensPerSecond < needed.TokensPerSecond ? other : needed;
        // As printed, so that 50 % is not called less than a half.
        var share = Math.Round(row.Median!.Value / roof.TokensPerSecond, 2);
        if (share > MaxShare)
            return null;
        var limit = share >= LimitingShare ? $"limited by {roof.Name}: {roof.Rate}"
            : row.Limiter == Limiter.Host ? $"limited by the host: {roof.Name} of {roof.Rate}"
            : other is null ? $"not limited by {roof.Name}: {roof.Rate}"
            : $"limited by neither memory nor arithmetic: {roof.Name} of {roof.Rate}";
        var allowed = SummaryLine.Unbroken(Quantity.Format(roof.TokensPerSecond, "token/s"));
        var reached = SummaryLine.Unbroken(Quantity.Percent(row.Median.Value / roof.TokensPerSecond));
        return $"{task} is {limit} would allow {allowed}, and {reached} are reached";
    }

    private static ModelRoof? MemoryRoof(IReadOnlyList<ClassLine> lines, ResultRow model) =>
        RowOf(lines, ResultClasses.Memory) is { Median: { } rate } stream
            ? new("memory bandwidth", Text(stream), rate / model.Work.Bytes * model.Work.TokenCount)
            : null;

    /// <summary>Matrix units in the type of the operands; else vector lanes in the type of the sums, which then limits them.</summary>
    private static ModelRoof? ComputeRoof(IReadOnlyList<ClassLine> lines, ResultRow model)
    {
        if (RowOf(lines, ResultClasses.MatrixUnits, model.DType?.Input) is { } matrix)
            return Roof("matrix units", matrix);
        return RowOf(lines, ResultClasses.VectorLanes, model.DType?.Accumulate) is { Workload: "matmul" } product
            ? Roof("vector lanes", product)
            : null;

        ModelRoof Roof(string name, ResultRow row) =>
            new(name, Text(row), row.Median!.Value / model.Work.OperationCount * model.Work.TokenCount);
    }

    private static string Text(ResultRow row) => SummaryLine.Unbroken(Quantity.Format(row.Median!.Value, row.ValueUnit.Text()));

    private static ResultRow? RowOf(IReadOnlyList<ClassLine> lines, ResultClass of, DType? type = null) =>
        lines.FirstOrDefault(line => line.Class == of && line.Type == type)?.Row;

    /// <param name="Rate">The measured value of the roof.</param>
    /// <param name="TokensPerSecond">What the model would reach if only this roof limited it.</param>
    private sealed record ModelRoof(string Name, string Rate, double TokensPerSecond);
}
