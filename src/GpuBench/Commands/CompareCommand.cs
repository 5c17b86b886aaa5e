using System.CommandLine;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Comparing;
using GpuBench.Reports.Results;
using GpuBench.Reports.Tables;
using GpuBench.Terminal;

namespace GpuBench.Commands;

/// <summary>One run against published figures, or later runs against a first one.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string[]> Files = new("FILE") { Description = "A results file, to be set against published figures; or several, the later ones against the first", Arity = ArgumentArity.OneOrMore };
    private static readonly AgainstOption Against = new();
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new Command("compare", "Set a run against published figures, or later runs against a first one");
        command.Arguments.Add(Files);
        Against.AddTo(command);
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            var documents = parsed.GetValue(Files)!.Select(file => (File: file, Document: ResultFile.Read(file))).ToList();
            Output.Write(documents.Count == 1 ? AgainstPublished(documents[0].Document, parsed) : AgainstFirst(documents, parsed), Format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static Report AgainstPublished(ResultDocument document, ParseResult parsed)
    {
        var normalizer = new ResultNormalizer(Normalizer.Shipped, Against.Get(parsed));
        return ResultReport.Of(normalizer.Fill(document), normalizer);
    }

    private static Report AgainstFirst(IReadOnlyList<(string File, ResultDocument Document)> documents, ParseResult parsed) => Against.IsGiven(parsed)
        ? throw UserError.Usage("--against goes with one results file; several are set against the first of them")
        : ComparisonReport.Of(RunComparer.Compare(documents[0].Document, [.. documents.Skip(1)]));
}
