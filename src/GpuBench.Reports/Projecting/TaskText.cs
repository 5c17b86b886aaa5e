using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Figures;

namespace GpuBench.Reports.Projecting;

/// <summary>The task of a published figure in a narrow cell.</summary>
internal static class TaskText
{
    /// <returns>E.g. <c>Llama-2-7B b8 128+256 fp16, vllm 0.4</c>, <c>8192³ NN bf16 torch.mm</c>.</returns>
    public static string Of(Observation figure)
    {
        if (figure.Word("model") is null)
            return Words($"{FigureText.Task(figure)} {TypeOf(figure)}", figure.Kernel is null ? figure.Program : null);
        var devices = figure.Count > 1 ? FormattableString.Invariant($" on {figure.Count}") : "";
        return Words(WorkOf(figure) + devices, figure.Program);
    }

    /// <returns>Of a model, without devices and engine: <c>Llama-2-7B b8 128+256 fp16</c>.</returns>
    public static string WorkOf(Observation figure) =>
        Words($"{figure.Word("model")} b{figure.Word("batch") ?? "?"} {Lengths(figure)} {TypeOf(figure)}", null);

    /// <summary>Without the source's own label.</summary>
    private static string TypeOf(Observation figure) => FigureText.Type(figure.DType is { } type ? type with { Printed = null } : null);

    /// <returns>E.g. <c>128+256</c>: tokens of the prompt and generated ones.</returns>
    private static string Lengths(Observation figure) =>
        (figure.Word("inputTokens"), figure.Word("outputTokens"), figure.Word("contextTokens")) switch
        {
            ({ } prompt, { } output, _) => $"{prompt}+{output}",
            ({ } prompt, null, null) => prompt,
            (_, _, { } context) => $"after {context}",
            (null, { } output, null) => $"+{output}",
            _ => "",
        };

    private static string Words(string task, string? program) =>
        string.Join(' ', task.Split(' ', StringSplitOptions.RemoveEmptyEntries)) + (program is null ? "" : $", {program}");
}
