using System.CommandLine;
using GpuBench.Faults;
using GpuBench.Measuring;
using GpuBench.Reports.Exporters;
using GpuBench.Terminal;

namespace GpuBench.Commands;

/// <summary>Parses the command line and runs the command. A failure becomes one line on standard error and an exit code.</summary>
internal static class CommandLine
{
    private const string Description =
        "Inference benchmarks for any CUDA or OpenCL device, compared with published figures of H100, H20 and Ascend 910B.";

    public static int Invoke(string[] arguments, IReadOnlyList<Command> commands)
    {
        Console.SetError(new LenientWriter(Console.Error));
        UnforeseenException.WatchThreads(arguments);
        try
        {
            FaultPlan.FromEnvironment().ThrowAt(FaultPlan.Program);
            return Run(arguments, commands);
        }
        catch (Exception cause)
        {
            return End(cause, arguments);
        }
    }

    private static int Run(string[] arguments, IReadOnlyList<Command> commands)
    {
        var root = new RootCommand(Description);
        foreach (var command in commands)
            root.Subcommands.Add(command);
        HelpWithExamples.Install(root);
        // 'help run' means 'run --help', as in git and dotnet.
        var parsed = root.Parse(arguments is ["help", .. var about] ? [.. about, "--help"] : arguments);
        return parsed.Errors.Count > 0
            ? Complain(ExitCode.Usage, $"{Problem(parsed)} (see '{NameOf(parsed.CommandResult.Command)} --help')")
            : parsed.Invoke(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>An error that the user can correct gives one line. Any other error also gives a file with details.</summary>
    private static int End(Exception cause, IReadOnlyList<string> arguments) => cause switch
    {
        UserError error => Complain(error.ExitCode, error.Message),
        OperationCanceledException => Complain(ExitCode.Interrupted, "interrupted"),
        // The cause is a disk, a pipe or a permission, not the program. The message names the file.
        IOException or UnauthorizedAccessException => Complain(ExitCode.Failed, $"cannot read or write ({cause.Message.TrimEnd('.')})"),
        // An exception in a parallel loop or a static constructor is wrapped in one of these.
        AggregateException or TypeInitializationException
            when cause.GetBaseException() is UserError or OperationCanceledException or IOException =>
            End(cause.GetBaseException(), arguments),
        _ => UnforeseenException.Report(cause, arguments),
    };

    /// <summary>The parser reports a misspelt command only as a missing one.</summary>
    private static string Problem(ParseResult parsed)
    {
        var commands = parsed.CommandResult.Command.Subcommands.Where(command => !command.Hidden);
        var known = string.Join(", ", commands.Select(command => command.Name));
        if (known.Length == 0)
            return parsed.Errors[0].Message;
        return parsed.UnmatchedTokens is [var word, ..]
            ? $"'{word}' is not a command; use one of {known}"
            : $"a command is missing; use one of {known}";
    }

    private static string NameOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{NameOf(parent)} {command.Name}" : ProgramName.AsCalled;

    private static int Complain(ExitCode exitCode, string message)
    {
        var line = string.Join(' ', message.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        Console.Error.WriteLine($"gpubench: {PrintableText.Of(line)}");
        return (int)exitCode;
    }
}
