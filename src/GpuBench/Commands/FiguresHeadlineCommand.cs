using System.CommandLine;
using GpuBench.Measuring;
using GpuBench.Publications.Data;
using GpuBench.Publications.Headline;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Figures;
using GpuBench.Terminal;

namespace GpuBench.Commands;

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
