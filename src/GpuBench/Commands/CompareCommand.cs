using System.CommandLine;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Comparing;
using GpuBench.Reports.Results;
using GpuBench.Reports.Tables;
using GpuBench.Terminal;

namespace GpuBench.Commands;

/// <summary>One run against published figures, later runs against a first one, or published figures against each other.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string[]> Sides = new("FILE|NAME") { Description = "A results file, to be set against published figures; several, the later ones against the first; or an accelerator, e.g. h20, by what is published of it", Arity = ArgumentArity.OneOrMore };
    private static readonly AgainstOption Against = new();
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new ExampledCommand(
            "compare", "Set a run, or an accelerator by name, against published figures, or later runs against a first one",
            "compare lab.json --against h100,h20",
            "compare yesterday.json today.json",
            "compare h20 --against h100");
        command.Arguments.Add(Sides);
        Against.AddTo(command);
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            var sides = parsed.GetValue(Sides)!;
            Output.Write(PublishedSides.AreNames(sides) ? Published(sides, parsed) : Files(sides, parsed), Format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static Report Published(IReadOnlyList<string> names, ParseResult parsed) => names.Count == 1
        ? PublishedSides.Report(names[0], Against.Get(parsed), Against.IsGiven(parsed))
        : throw UserError.Usage($"compare: name one accelerator, and the others with --against, e.g. compare {names[0]} --against {string.Join(',', names.Skip(1))}");

    private static Report Files(IReadOnlyList<string> files, ParseResult parsed)
    {
        var documents = files.Select(file => (File: file, Document: ResultFile.Read(file))).ToList();
        return documents.Count == 1 ? AgainstPublished(documents[0].Document, parsed) : AgainstFirst(documents, parsed);
    }

    private static Report AgainstPublished(ResultDocument document, ParseResult parsed)
    {
        var normalizer = new ResultNormalizer(Normalizer.Shipped, Against.Get(parsed));
        return ResultReport.Of(normalizer.Fill(document), normalizer);
    }

    private static Report AgainstFirst(IReadOnlyList<(string File, ResultDocument Document)> documents, ParseResult parsed) => Against.IsGiven(parsed)
        ? throw UserError.Usage("--against goes with one results file; several are set against the first of them")
        : ComparisonReport.Of(RunComparer.Compare(documents[0].Document, [.. documents.Skip(1)]), RunComparer.Notes(documents));
}
