using System.CommandLine;
using GpuBench.Measuring;
using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Coverage;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Figures;
using GpuBench.Reports.Tables;
using GpuBench.Running;
using GpuBench.Terminal;

namespace GpuBench.Commands;

/// <summary>Counts the rows of a suite that would have a ratio to a published figure. No device is opened.</summary>
internal static class FiguresCoverageCommand
{
    private static readonly Argument<string> SuiteArgument = new("SUITE")
    {
        Description = string.Join(", ", EnumText.All<Suite>()),
        DefaultValueFactory = _ => Suite.Lab.Text(),
    };
    private static readonly Option<string?> Folder =
        new("--data") { Description = "Results folder with the figures, instead of those in the program", HelpName = "DIR" };
    private static readonly Option<bool> TasksOption = new("--tasks")
    {
        Description = "List the published tasks instead, each with the shortest suite that measures it, or what every row lacks",
    };
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new ExampledCommand(
            "coverage",
            "Count the rows of a suite that would have a ratio to a published figure of H100, H20 and Ascend 910B. "
                + "The device is an imaginary GPU of the Hopper class; nothing is measured",
            "figures coverage",
            "figures coverage quick --format md",
            "figures coverage full --data results",
            "figures coverage --tasks");
        command.Arguments.Add(SuiteArgument);
        command.Options.Add(Folder);
        command.Options.Add(TasksOption);
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            var suite = EnumText.Parse<Suite>(parsed.GetValue(SuiteArgument)!, "figures coverage");
            var isOfTasks = parsed.GetValue(TasksOption);
            if (isOfTasks && parsed.GetResult(SuiteArgument) is { Implicit: false })
                throw UserError.Usage("figures coverage: --tasks looks at every suite; leave out the name of the suite");
            var figures = parsed.GetValue(Folder) is { } folder
                ? Normalizer.Of(new FolderFiles(folder))
                : ShippedFigures.Read();
            var normalizer = new ResultNormalizer(figures, [.. ResultNormalizer.DefaultAgainst.Select(figures.Names.Resolve)]);
            Output.Write(isOfTasks ? Tasks(normalizer) : Counts(suite, normalizer), Format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static Report Counts(Suite suite, ResultNormalizer normalizer) => FigureCoverageReport.Of(
        SuiteCoverage.Of(ImaginaryRun.Of(suite), normalizer), suite.Text(), ImaginaryRun.Assumptions, normalizer.Normalizer.Names);

    /// <summary>The suite <c>ci</c> tests the program; its points are published nowhere.</summary>
    internal static Report Tasks(ResultNormalizer normalizer) => FigureTasksReport.Of(
        FigureTasks.Of(
            [.. new[] { Suite.Quick, Suite.Lab, Suite.Full }.Select(suite => (suite.Text(), ImaginaryRun.Of(suite)))], normalizer),
        normalizer.Against, normalizer.Normalizer.Names);
}
