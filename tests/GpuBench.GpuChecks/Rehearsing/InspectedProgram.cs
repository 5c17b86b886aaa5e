using System.Diagnostics;

namespace GpuBench.GpuChecks.Rehearsing;

/// <summary>Runs in place of a program, and makes the program report what it would do with its command line.</summary>
internal static class InspectedProgram
{
    /// <returns>The exit code: 0 if the program accepts the command line and would do something.</returns>
    public static int Run(string name, string[] arguments, Running.Installation installation)
    {
        var inspection = KnownPrograms.All[name](arguments);
        if (inspection.Refusal is { } refusal)
        {
            Console.Error.WriteLine($"{name}: {refusal}");
            return 2;
        }

        var start = new ProcessStartInfo(installation.Program(name), inspection.Arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Console.Out.Write(output);
        if (process.ExitCode != 0 || inspection.Count is null)
            return process.ExitCode;
        if (inspection.Count.Match(output) is { Success: true } match && match.Groups["count"].Value != "0")
            return 0;
        Console.Error.WriteLine($"{name} {string.Join(' ', arguments)}: it would do nothing");
        return 1;
    }
}
