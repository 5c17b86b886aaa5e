using System.Diagnostics;
using GpuBench.Measuring;

namespace GpuBench.Tests.CommandLine;

/// <summary>The real program, as a child process in its own folder.</summary>
internal static class Cli
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "gpubench.dll");

    public static ProcessStartInfo Command(string folder, params string[] arguments) => new("dotnet", [Program, .. arguments])
    {
        WorkingDirectory = folder,
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
        Environment = { [ProgramName.Variable] = "gpubench" },
    };

    public static CliResult Run(string folder, params string[] arguments) => Run(Command(folder, arguments));

    public static CliResult Run(ProcessStartInfo command)
    {
        using var process = Process.Start(command)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    /// <summary>Runs the same program through a shell, which can limit what the program may do.</summary>
    public static CliResult RunInShell(string folder, string before, params string[] arguments)
    {
        var command = Command(folder);
        command.FileName = "sh";
        command.ArgumentList.Clear();
        foreach (var argument in (string[])["-c", $"{before}; exec dotnet \"$@\"", "sh", Program, .. arguments])
            command.ArgumentList.Add(argument);
        return Run(command);
    }
}
