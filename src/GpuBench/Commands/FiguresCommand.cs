using System.CommandLine;
using System.CommandLine.Parsing;
using GpuBench.Measuring;
using GpuBench.Publications.Checking;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Figures;
using GpuBench.Reports.Tables;
using GpuBench.Terminal;

namespace GpuBench.Commands;

/// <summary>Commands on published figures, one line per subcommand.</summary>
internal static class FiguresCommand
{
    public static Command Create()
    {
        var command = new Command("figures", "List, explain and check the published figures");
        command.Subcommands.Add(FiguresListCommand.Create());
        command.Subcommands.Add(FiguresShowCommand.Create());
        command.Subcommands.Add(FiguresHeadlineCommand.Create());
        command.Subcommands.Add(FiguresCheckCommand.Create());
        return command;
    }
}

/// <summary>Lists published figures, or the pairs of two accelerators that may be divided.</summary>
internal static class FiguresListCommand
{
    private static readonly Option<string?> AcceleratorOption =
        new("--accelerator") { Description = "Only this accelerator or variant, e.g. h20 or h100-pcie", HelpName = "NAME" };
    private static readonly Option<string?> QuantityOption =
        new("--quantity") { Description = "Only this quantity, e.g. gemm-throughput", HelpName = "NAME" };
    private static readonly Option<string?> KindOption =
        new("--kind") { Description = "Only this kind of work, e.g. gemm or attention", HelpName = "NAME" };
    private static readonly Option<string?> TypeOption =
        new("--dtype") { Description = "Only operands of this type, e.g. bf16", HelpName = "TYPE" };
    private static readonly Option<string?> SourceOption = new("--source") { Description = "Only this publication", HelpName = "SLUG" };
    private static readonly Option<string?> StructuredOption =
        new("--structured") { Description = "Only figures whose source states (yes) or omits (no) what a repetition needs" };
    private static readonly Option<string?> PairsOption =
        new("--pairs") { Description = "List the pairs of figures of A and B that may be divided, e.g. h20,h100", HelpName = "A,B" };
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
                throw UserError.Usage($"{option.Name} cannot be combined with --pairs");
        if (pairs.Split(',') is not [var numerator, var denominator])
            throw UserError.Usage($"--pairs {pairs}: name two accelerators, e.g. h20,h100");
        var normalizer = Normalizer.Shipped;
        var allowed = new FigurePairs(normalizer).Between(normalizer.Names.ResolveAll(numerator), normalizer.Names.ResolveAll(denominator));
        return FigurePairsReport.Of(numerator, denominator, allowed);
    }
}

/// <summary>Shows all details of one published figure.</summary>
internal static class FiguresShowCommand
{
    private const int NearestIds = 5;

    private static readonly Argument<string> Id = new("ID") { Description = "Id, as printed by 'figures list' and result tables" };
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new Command("show", "Show all details of one figure: source, method, interval, and whether it may be divided");
        command.Arguments.Add(Id);
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            var normalizer = Normalizer.Shipped;
            var figure = normalizer.Data.Find(parsed.GetValue(Id)!) ?? throw Unknown(parsed.GetValue(Id)!, normalizer);
            Output.Write(FigureDetailReport.Of(FigureDetail.Of(figure, normalizer), normalizer.Names), Format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static UserError Unknown(string id, Normalizer normalizer)
    {
        var nearest = NearestWords.To(id, normalizer.Data.Figures.Select(figure => figure.Id), NearestIds);
        return UserError.Usage($"no figure has the id '{id}'; the nearest ids: {string.Join(", ", nearest)}");
    }
}

/// <summary>Shows the most quoted figures.</summary>
internal static class FiguresHeadlineCommand
{
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new Command("headline", "Show the headline table: figures of H100, H20 and Ascend 910B, with the allowed ratios");
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            Output.Write(HeadlineReport.Of(HeadlineReader.Read(new EmbeddedFiles()), Normalizer.Shipped), Format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}

/// <summary>Checks whether the published figures are consistent.</summary>
internal static class FiguresCheckCommand
{
    private static readonly Option<string?> Folder =
        new("--data") { Description = "Results folder to check instead of the data in the program", HelpName = "DIR" };
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new ExampledCommand(
            "check", "Check the published figures against their schemas and each other; exit with 1 if a check finds an error",
            "figures check",
            "figures check --data results");
        command.Options.Add(Folder);
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            var data = new CheckedData(parsed.GetValue(Folder) is { } folder ? new FolderFiles(folder) : new EmbeddedFiles());
            var results = FigureChecks.Run(data);
            Output.Write(FigureCheckReport.Of(data, results), Format.Get(parsed));
            return (int)(results.Any(result => result.Findings.Count > 0) ? ExitCode.Failed : ExitCode.Ok);
        });
        return command;
    }
}
