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

/// <summary>The published data: one line a subcommand.</summary>
internal static class FiguresCommand
{
    public static Command Create()
    {
        var command = new Command("figures", "The published figures: their values, their sources and their consistency");
        command.Subcommands.Add(FiguresListCommand.Create());
        command.Subcommands.Add(FiguresShowCommand.Create());
        command.Subcommands.Add(FiguresHeadlineCommand.Create());
        command.Subcommands.Add(FiguresCheckCommand.Create());
        return command;
    }
}

/// <summary>What is published, and of two accelerators what may be divided.</summary>
internal static class FiguresListCommand
{
    private static readonly Option<string?> AcceleratorOption =
        new("--accelerator") { Description = "Of this accelerator or variant, e.g. h20 or h100-pcie", HelpName = "NAME" };
    private static readonly Option<string?> QuantityOption =
        new("--quantity") { Description = "Of this quantity, e.g. gemm-throughput", HelpName = "NAME" };
    private static readonly Option<string?> KindOption =
        new("--kind") { Description = "Of this kind of work, e.g. gemm or attention", HelpName = "NAME" };
    private static readonly Option<string?> TypeOption =
        new("--dtype") { Description = "With operands of this type, e.g. bf16", HelpName = "TYPE" };
    private static readonly Option<string?> SourceOption = new("--source") { Description = "From this publication", HelpName = "SLUG" };
    private static readonly Option<string?> StructuredOption =
        new("--structured") { Description = "Whether the source prints all that a repetition needs" };
    private static readonly Option<string?> PairsOption =
        new("--pairs") { Description = "Instead of figures: what of A may be divided by what of B, e.g. h20,h100", HelpName = "A,B" };
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

/// <summary>Everything about one published figure.</summary>
internal static class FiguresShowCommand
{
    private const int NearestIds = 5;

    private static readonly Argument<string> Id = new("ID") { Description = "As figures list and result tables print it" };
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new Command("show", "Show everything about one figure: source, method, interval, and whether it may be divided");
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
        return UserError.Usage($"no figure has the id '{id}'; the nearest: {string.Join(", ", nearest)}");
    }
}

/// <summary>The figures that are quoted first.</summary>
internal static class FiguresHeadlineCommand
{
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new Command("headline", "The headline table: H100, H20 and Ascend 910B, with the ratios that may be formed");
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            Output.Write(HeadlineReport.Of(HeadlineReader.Read(new EmbeddedFiles()), Normalizer.Shipped), Format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}

/// <summary>Are the published figures consistent?</summary>
internal static class FiguresCheckCommand
{
    private static readonly Option<string?> Folder =
        new("--data") { Description = "A results folder to check instead of the data in the program", HelpName = "DIR" };
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new ExampledCommand(
            "check", "Check the published figures against their schemas and each other; 1 if they contradict themselves",
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
