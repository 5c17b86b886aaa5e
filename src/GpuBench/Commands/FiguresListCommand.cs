using System.CommandLine;
using System.CommandLine.Parsing;
using GpuBench.Measuring;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Figures;
using GpuBench.Reports.Tables;
using GpuBench.Terminal;

namespace GpuBench.Commands;

/// <summary>What is published, and of two accelerators what may be divided.</summary>
internal static class FiguresListCommand
{
    private static readonly Option<string?> AcceleratorOption = new("--accelerator") { Description = "Of this accelerator or variant, e.g. h20 or h100-pcie", HelpName = "NAME" };
    private static readonly Option<string?> QuantityOption = new("--quantity") { Description = "Of this quantity, e.g. gemm-throughput", HelpName = "NAME" };
    private static readonly Option<string?> KindOption = new("--kind") { Description = "Of this kind of work, e.g. gemm or attention", HelpName = "NAME" };
    private static readonly Option<string?> TypeOption = new("--dtype") { Description = "With operands of this type, e.g. bf16", HelpName = "TYPE" };
    private static readonly Option<string?> SourceOption = new("--source") { Description = "From this publication", HelpName = "SLUG" };
    private static readonly Option<string?> StructuredOption = new("--structured") { Description = "Whether the source prints all that a repetition needs" };
    private static readonly Option<string?> PairsOption = new("--pairs") { Description = "Instead of figures: what of A may be divided by what of B, e.g. h20,h100", HelpName = "A,B" };
    private static readonly FormatOption Format = new();

    private static readonly Option[] Filters = [AcceleratorOption, QuantityOption, KindOption, TypeOption, SourceOption, StructuredOption];

    public static Command Create()
    {
        StructuredOption.AcceptOnlyFromAmong("yes", "no");
        var command = new ExampledCommand(
            "list", "List published figures, or the pairs of two accelerators that may be divided",
            "figures list --accelerator h20 --kind attention",
            "figures list --pairs h20,h100");
        foreach (var option in Filters)
            command.Options.Add(option);
        command.Options.Add(PairsOption);
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            Output.Write(parsed.GetValue(PairsOption) is { } pairs ? Pairs(parsed, pairs) : Figures(parsed), Format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static Report Figures(ParseResult parsed)
    {
        var query = new FigureQuery
        {
            Accelerator = parsed.GetValue(AcceleratorOption),
            Quantity = parsed.GetValue(QuantityOption),
            Kind = parsed.GetValue(KindOption),
            DType = parsed.GetValue(TypeOption),
            Source = parsed.GetValue(SourceOption),
            Structured = parsed.GetValue(StructuredOption) is { } word ? word == "yes" : null,
        };
        var normalizer = Normalizer.Shipped;
        return FigureListReport.Of(query.Select(normalizer.Data, normalizer.Names), normalizer.Data);
    }

    private static Report Pairs(ParseResult parsed, string pairs)
    {
        foreach (var option in Filters)
            if (parsed.GetResult(option) is OptionResult { Implicit: false })
                throw UserError.Usage($"{option.Name} does not go with --pairs");
        if (pairs.Split(',') is not [var numerator, var denominator])
            throw UserError.Usage($"--pairs {pairs}: name two accelerators, e.g. h20,h100");
        var normalizer = Normalizer.Shipped;
        var allowed = new FigurePairs(normalizer).Between(normalizer.Names.ResolveAll(numerator), normalizer.Names.ResolveAll(denominator));
        return FigurePairsReport.Of(numerator, denominator, allowed);
    }
}
