using System.CommandLine;
using System.CommandLine.Parsing;
using GpuBench.Measuring;
using GpuBench.Publications.Checking;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Figures;
using GpuBench.Reports.Tables;
using GpuBench.Running;
using GpuBench.Terminal;

namespace GpuBench.Commands;

/// <summary>Commands on published figures, one line per subcommand.</summary>
internal static class FiguresCommand
{
    public static Command Create()
    {
        var command = new Command("figures", "List, explain and check the published figures, their accelerators and sources");
        command.Subcommands.Add(FiguresListCommand.Create());
        command.Subcommands.Add(FiguresShowCommand.Create());
        command.Subcommands.Add(FiguresHeadlineCommand.Create());
        command.Subcommands.Add(FiguresAcceleratorsCommand.Create());
        command.Subcommands.Add(FiguresSourcesCommand.Create());
        command.Subcommands.Add(FiguresCheckCommand.Create());
        command.Subcommands.Add(FiguresCoverageCommand.Create());
        command.Subcommands.Add(FiguresAuditCommand.Create());
        command.Subcommands.Add(FiguresValidateCommand.Create());
        return command;
    }
}

/// <summary>Lists published figures, or the pairs of two accelerators that may be divided.</summary>
internal static class FiguresListCommand
{
    private static readonly Option<string?> AcceleratorOption =
        new("--accelerator") { Description = "Only this accelerator or variant, e.g. h20 or h100-pcie", HelpName = "NAME" };
    private static readonly Option<string?> SourceOption = new("--source") { Description = "Only this publication", HelpName = "SLUG" };
    private static readonly Option<string?> StructuredOption =
        new("--structured") { Description = "Only figures whose source states (yes) or omits (no) what a repetition needs" };
    private static readonly Option<string?> PairsOption =
        new("--pairs") { Description = "List the pairs of figures of A and B that may be divided, e.g. h20,h100", HelpName = "A,B" };
    private static readonly Option<bool> IdsOption =
        new("--sources") { Description = "With --pairs: also the ids and sources of both figures of each pair" };
    private static readonly FigureFilterOptions Filters = new();
    private static readonly FormatOption Format = new();

    /// <summary>Options that describe single figures.</summary>
    private static readonly Option[] OfFigures = [AcceleratorOption, SourceOption, StructuredOption];

    public static Command Create()
    {
        StructuredOption.AcceptOnlyFromAmong("yes", "no");
        var command = new ExampledCommand(
            "list", "List published figures, or the pairs of two accelerators that may be divided",
            "figures list --accelerator h20 --kind attention",
            "figures list --model qwen3-32b",
            "figures list --pairs h20,h100 --quantity gemm-throughput --sources");
        command.Options.Add(AcceleratorOption);
        Filters.AddTo(command);
        command.Options.Add(SourceOption);
        command.Options.Add(StructuredOption);
        command.Options.Add(PairsOption);
        command.Options.Add(IdsOption);
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
        if (parsed.GetValue(IdsOption))
            throw UserError.Usage("--sources needs --pairs; the list itself has ids and sources (--format md has every column)");
        var query = Filters.Get(parsed) with
        {
            Accelerator = parsed.GetValue(AcceleratorOption),
            Source = parsed.GetValue(SourceOption),
            Structured = parsed.GetValue(StructuredOption) is { } word ? word == "yes" : null,
        };
        var normalizer = ShippedFigures.Read();
        var figures = query.Select(normalizer.Data, normalizer.Names, id => normalizer.Figures.Find(id)?.Quantity.Name);
        return FigureListReport.Of(figures, normalizer.Data);
    }

    private static Report Pairs(ParseResult parsed, string pairs)
    {
        foreach (var option in OfFigures)
            if (parsed.GetResult(option) is OptionResult { Implicit: false })
                throw UserError.Usage($"{option.Name} cannot be combined with --pairs");
        if (pairs.Split(',') is not [var numerator, var denominator])
            throw UserError.Usage($"--pairs {pairs}: name two accelerators, e.g. h20,h100");
        var (normalizer, query) = (ShippedFigures.Read(), Filters.Get(parsed));
        query.RequireKnown(normalizer.Data);
        var allowed = new FigurePairs(normalizer, query)
            .Between(normalizer.Names.ResolveAll(numerator), normalizer.Names.ResolveAll(denominator));
        return FigurePairsReport.Of(numerator, denominator, allowed, normalizer, parsed.GetValue(IdsOption));
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
        var command = new ExampledCommand(
            "show", "Show all details of one figure: source, method, interval, and whether it may be divided",
            "figures show h20-96gb-hbm3-gemm-throughput-bf16-004");
        command.Arguments.Add(Id);
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            var normalizer = ShippedFigures.Read();
            var figure = normalizer.Data.Find(parsed.GetValue(Id)!) ?? throw Unknown(parsed.GetValue(Id)!, normalizer);
            Output.Write(FigureDetailReport.Of(FigureDetail.Of(figure, normalizer), normalizer.Names), Format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static UserError Unknown(string id, Normalizer normalizer)
    {
        if (normalizer.Data.Publications.ContainsKey(id))
            return UserError.Usage($"'{id}' is a source, not a figure; list its figures with: figures list --source {id}");
        if (normalizer.Names.Find(id) is not null)
            return UserError.Usage($"'{id}' is an accelerator, not a figure; list its figures with: figures list --accelerator {id}");
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
        var command = new ExampledCommand(
            "headline", "Show the headline table: figures of H100, H20 and Ascend 910B, with the allowed ratios", "figures headline");
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            Output.Write(HeadlineReport.Of(HeadlineReader.Read(new EmbeddedFiles()), ShippedFigures.Read()), Format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}

/// <summary>Lists the accelerators.</summary>
internal static class FiguresAcceleratorsCommand
{
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new ExampledCommand(
            "accelerators", "List all accelerators and variants, with their number of figures", "figures accelerators");
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            var normalizer = ShippedFigures.Read();
            Output.Write(FigureAcceleratorsReport.Of(normalizer.Data, normalizer.Names), Format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}

/// <summary>Lists the publications.</summary>
internal static class FiguresSourcesCommand
{
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new ExampledCommand(
            "sources", "List all publications, with address, tier and number of figures", "figures sources");
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            Output.Write(FigureSourcesReport.Of(ShippedFigures.Read().Data), Format.Get(parsed));
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
