using System.CommandLine;

namespace GpuBench.Commands;

/// <summary>The published data: one line a subcommand, each in a file of its own.</summary>
internal static class FiguresCommand
{
    public static Command Create()
    {
        var command = new Command("figures", "The published figures: their sources and their consistency");
        command.Subcommands.Add(FiguresCheckCommand.Create());
        return command;
    }
}
