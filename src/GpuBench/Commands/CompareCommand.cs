using System.CommandLine;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Reports.Comparing;
using GpuBench.Terminal;

namespace GpuBench.Commands;

/// <summary>Runs against runs.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string[]> Files = new("FILE") { Description = "Results files: the first one, and later ones", Arity = ArgumentArity.OneOrMore };
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new Command("compare", "Set later runs against a first one: ratios, and whether they lie where re-runs were expected");
        command.Arguments.Add(Files);
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            var files = parsed.GetValue(Files)!;
            if (files.Length < 2)
                throw UserError.Usage("compare: name at least two results files");
            var first = ResultFile.Read(files[0]);
            var later = files.Skip(1).Select(file => (file, ResultFile.Read(file))).ToList();
            Output.Write(ComparisonReport.Of(RunComparer.Compare(first, later)), Format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
