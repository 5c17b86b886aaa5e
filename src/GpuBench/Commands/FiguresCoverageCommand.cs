using System.CommandLine;
using GpuBench.Measuring;
using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Coverage;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Figures;
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
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new ExampledCommand(
            "coverage",
            "Count the rows of a suite that would have a ratio to a published figure of H100, H20 and Ascend 910B. "
                + "The device is an imaginary GPU of the Hopper class; nothing is measured",
            "figures coverage",
            "figures coverage quick --format md",
            "figures coverage full --data results");
        command.Arguments.Add(SuiteArgument);
        command.Options.Add(Folder);
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            var suite = EnumText.Parse<Suite>(parsed.GetValue(SuiteArgument)!, "figures coverage");
            var figures = parsed.GetValue(Folder) is { } folder
                ? new Normalizer(PublishedData.Read(new FolderFiles(folder)))
                : ShippedFigures.Read();
            var normalizer = new ResultNormalizer(figures, [.. ResultNormalizer.DefaultAgainst.Select(figures.Names.Resolve)]);
            var coverage = SuiteCoverage.Of(ImaginaryRun.Of(suite), normalizer);
            Output.Write(FigureCoverageReport.Of(coverage, suite.Text(), ImaginaryRun.Assumptions, figures.Names), Format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
