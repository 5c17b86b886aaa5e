using System.Text.Json;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring;

/// <summary>What is wrong with a JSON file, for those who wrote it: the serializer's own messages name types of this program.</summary>
public static class JsonProblem
{
    /// <returns>E.g. <c>$.rows[0].unit on line 12 has a value that does not belong there</c>.</returns>
    public static string Of(Exception cause)
    {
        if (cause is not JsonException problem)
            return "of an unknown kind";
        if (problem.Path is not { } path)
            return problem.Message;
        var line = problem.LineNumber > 0 ? $" on line {problem.LineNumber + 1}" : "";
        if (problem is UnknownWordException)
            return $"{path}{line}: {problem.Message}";
        // The reader's own exception is within that of the serializer: the text is no JSON.
        return problem.InnerException is JsonException syntax
            ? $"{path}{line}: {Before(syntax.Message, " LineNumber:").TrimEnd('.')}"
            : $"{path}{line} {Defect(problem.Message)}";
    }

    private static string Defect(string message) => message switch
    {
        _ when After(message, "required properties including: ") is { } names => $"lacks {names.TrimEnd('.')}",
        _ when message.Contains("could not be mapped", StringComparison.Ordinal) => "is not known",
        _ when message.Contains("unrecognized type discriminator", StringComparison.Ordinal) => "is of a kind that is not known",
        _ when message.Contains("allow null values", StringComparison.Ordinal) => "is null",
        _ => "has a value that does not belong there",
    };

    private static string Before(string text, string mark) => text.Split(mark)[0];

    private static string? After(string text, string mark) => text.Split(mark) is [_, var rest] ? rest : null;
}
