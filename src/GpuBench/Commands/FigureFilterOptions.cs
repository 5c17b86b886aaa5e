using System.CommandLine;
using GpuBench.Publications.Data;

namespace GpuBench.Commands;

/// <summary><c>--quantity</c>, <c>--kind</c>, <c>--model</c> and <c>--dtype</c>: which published figures a command shows.</summary>
/// <param name="only">The start of the descriptions.</param>
internal sealed class FigureFilterOptions(string only = "Only")
{
    private readonly Option<string?> _quantity =
        new("--quantity") { Description = $"{only} this quantity, e.g. gemm-throughput", HelpName = "NAME" };

    private readonly Option<string?> _kind =
        new("--kind") { Description = $"{only} this kind of work, e.g. gemm, attention or llm", HelpName = "NAME" };

    private readonly Option<string?> _model =
        new("--model") { Description = $"{only} models whose name contains this text, e.g. qwen3-32b", HelpName = "TEXT" };

    private readonly Option<string?> _type =
        new("--dtype") { Description = $"{only} operands of this type, e.g. bf16", HelpName = "TYPE" };

    public void AddTo(Command command)
    {
        foreach (var option in new[] { _quantity, _kind, _model, _type })
            command.Options.Add(option);
    }

    public FigureQuery Get(ParseResult parsed) => new()
    {
        Quantity = parsed.GetValue(_quantity),
        Kind = parsed.GetValue(_kind),
        Model = parsed.GetValue(_model),
        DType = parsed.GetValue(_type),
    };
}
