using System.CommandLine;
using System.CommandLine.Parsing;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Reports.Comparing;
using GpuBench.Reports.Tables;
using GpuBench.Terminal;

namespace GpuBench.Commands;

/// <summary>Runs against runs, and accelerators against accelerators by what is published of them.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string[]> Sides = new("A") { Description = "Results files, the first one and later ones; or an accelerator, e.g. h20", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> AgainstOption = new("--against") { Description = "Accelerators to set an accelerator against; default h100,h20,910b", HelpName = "NAMES" };
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new Command("compare", "Set later runs against a first one, or published figures of accelerators against each other");
        command.Arguments.Add(Sides);
        command.Options.Add(AgainstOption);
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            var sides = parsed.GetValue(Sides)!;
            Output.Write(PublishedSides.AreNames(sides) ? Published(parsed, sides) : Runs(parsed, sides), Format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static Report Published(ParseResult parsed, IReadOnlyList<string> names) => names.Count == 1
        ? PublishedSides.Report(names[0], parsed.GetValue(AgainstOption)?.Split(','))
        : throw UserError.Usage($"compare: name one accelerator, and the others with --against, e.g. compare {names[0]} --against {string.Join(',', names.Skip(1))}");

    private static Report Runs(ParseResult parsed, IReadOnlyList<string> files)
    {
        if (parsed.GetResult(AgainstOption) is OptionResult { Implicit: false })
            throw UserError.Usage("--against goes with the name of an accelerator");
        if (files.Count < 2)
            throw UserError.Usage("compare: name at least two results files");
        var first = ResultFile.Read(files[0]);
        var later = files.Skip(1).Select(file => (file, ResultFile.Read(file))).ToList();
        return ComparisonReport.Of(RunComparer.Compare(first, later));
    }
}
