using System.CommandLine;
using GpuBench.Measuring;

namespace GpuBench;

/// <summary>Parses and runs: whatever goes wrong becomes one line on standard error and an exit code.</summary>
internal static class CommandLine
{
    private const string Description =
        "Inference benchmarks on any CUDA or OpenCL device, set against published H100, H20 and Ascend 910B figures.";

    public static int Invoke(string[] arguments, IReadOnlyList<Command> commands)
    {
        var root = new RootCommand(Description);
        foreach (var command in commands)
            root.Subcommands.Add(command);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
            return Complain(ExitCode.Usage, $"{parsed.Errors[0].Message} (see 'gpubench {parsed.CommandResult.Command.Name} --help')");
        try
        {
            return parsed.Invoke(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (UserError error)
        {
            return Complain(error.ExitCode, error.Message);
        }
        catch (OperationCanceledException)
        {
            return Complain(ExitCode.Interrupted, "interrupted");
        }
    }

    private static int Complain(ExitCode exitCode, string message)
    {
        Console.Error.WriteLine($"gpubench: {string.Join(' ', message.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))}");
        return (int)exitCode;
    }
}
