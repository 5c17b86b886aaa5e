using System.CommandLine;
using System.CommandLine.Parsing;
using GpuBench.Measuring;
using GpuBench.Publications.Data;
using GpuBench.Reports.Figures;
using GpuBench.Reports.Tables;
using GpuBench.Running;
using GpuBench.Terminal;

namespace GpuBench.Commands;

/// <summary>Draws figures to be read again in their sources, or sums up what earlier audits found.</summary>
internal static class FiguresAuditCommand
{
    private static readonly Argument<int?> Count = new("N") { Description = "Number of figures to draw", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<int> Seed =
        new("--seed") { Description = "Seed of the draw", HelpName = "S", DefaultValueFactory = _ => new AuditDraw().Seed };
    private static readonly Option<string?> Source = new("--source") { Description = "Only this publication", HelpName = "SLUG" };
    private static readonly Option<bool> Unaudited = new("--unaudited") { Description = "Only figures that were never audited" };
    private static readonly Option<string?> NewSince =
        new("--new-since") { Description = "Only figures whose id is not in this file (one id a line)", HelpName = "FILE" };
    private static readonly Option<bool> All =
        new("--all") { Description = "Draw computed and recalled figures, too; no source prints them" };
    private static readonly Option<bool> Summary =
        new("--summary") { Description = "Instead of a draw: how many figures were audited, with which outcome, and what was mended" };
    private static readonly Option<string?> Folder =
        new("--data") { Description = "Results folder to read instead of the data in the program", HelpName = "DIR" };
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new ExampledCommand(
            "audit", "Draw figures at random, with all that is needed to read them again in their sources; the same seed draws the same",
            "figures audit 20 --seed 2026",
            "figures audit 5 --unaudited --source flagperf",
            "figures audit --summary");
        command.Arguments.Add(Count);
        foreach (var option in (Option[])[Seed, Source, Unaudited, NewSince, All, Summary, Folder])
            command.Options.Add(option);
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            Output.Write(parsed.GetValue(Summary) ? SummaryOf(parsed) : Draw(parsed), Format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static Report SummaryOf(ParseResult parsed)
    {
        foreach (var option in (Option[])[Seed, Source, Unaudited, NewSince, All])
            if (parsed.GetResult(option) is OptionResult { Implicit: false })
                throw UserError.Usage($"{option.Name} cannot be combined with --summary");
        return parsed.GetValue(Count) is null
            ? FigureAuditSummaryReport.Of(Data(parsed))
            : throw UserError.Usage("--summary draws nothing; leave out the number of figures");
    }

    private static Report Draw(ParseResult parsed)
    {
        if (parsed.GetValue(Count) is not (>= 1 and var count))
            throw UserError.Usage("name the number of figures to draw, at least 1, e.g. figures audit 20; or use --summary");
        var data = Data(parsed);
        var draw = new AuditDraw
        {
            Seed = parsed.GetValue(Seed),
            Source = parsed.GetValue(Source),
            IsOfUnaudited = parsed.GetValue(Unaudited),
            HasUnsourced = parsed.GetValue(All),
            Known = parsed.GetValue(NewSince) is { } path ? IdsIn(path, data) : null,
        };
        return FigureAuditReport.Of(draw, count, data);
    }

    private static PublishedData Data(ParseResult parsed) =>
        parsed.GetValue(Folder) is { } folder ? PublishedData.Read(new FolderFiles(folder)) : ShippedFigures.Read().Data;

    /// <exception cref="UserError">Exit code 4: the file cannot be read, or has no id of a figure.</exception>
    private static HashSet<string> IdsIn(string path, PublishedData data)
    {
        HashSet<string> ids;
        try
        {
            ids = [.. JsonText.Decode(InputFile.ReadAllBytes(path)).Split('\n').Select(line => line.Trim())];
        }
        catch (JsonFault fault)
        {
            throw UserError.BadInput($"{path}: {fault.Message}", fault);
        }
        return ids.Any(id => data.Find(id) is not null)
            ? ids
            : throw UserError.BadInput($"{path}: none of its lines is the id of a figure; name a file with one id a line");
    }
}
