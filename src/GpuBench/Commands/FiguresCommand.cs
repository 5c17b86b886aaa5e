using System.CommandLine;

namespace GpuBench.Commands;

/// <summary>The published data: one line a subcommand, each in a file of its own.</summary>
internal static class FiguresCommand
{
    public static Command Create()
    {
        var command = new Command("figures", "The published figures: their values, their sources and their consistency");
        command.Subcommands.Add(FiguresListCommand.Create());
        command.Subcommands.Add(FiguresShowCommand.Create());
        command.Subcommands.Add(FiguresHeadlineCommand.Create());
        command.Subcommands.Add(FiguresCheckCommand.Create());
        return command;
    }
}
