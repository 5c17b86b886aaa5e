using System.CommandLine;
using GpuBench.Measuring;
using GpuBench.Publications.Checking;
using GpuBench.Publications.Data;
using GpuBench.Reports.Figures;
using GpuBench.Terminal;

namespace GpuBench.Commands;

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
