namespace GpuBench.Measuring;

/// <summary>What the user typed to start this program, for commands in messages that are to be copied into a shell.</summary>
public static class ProgramName
{
    /// <summary>Where the launcher says how it was called.</summary>
    public const string Variable = "GPUBENCH_COMMAND";

    public static string AsCalled => Of(
        Environment.GetEnvironmentVariable(Variable),
        Environment.ProcessPath ?? "gpubench",
        Path.Combine(AppContext.BaseDirectory, "gpubench.dll"));

    /// <param name="launcher">The launcher's own name as called; null where the program was started without it.</param>
    /// <param name="process">The file of this process.</param>
    /// <param name="assembly">What it runs, where that file is <c>dotnet</c>.</param>
    public static string Of(string? launcher, string process, string assembly) =>
        !string.IsNullOrEmpty(launcher) ? ShellWord.Quote(launcher)
        : Path.GetFileNameWithoutExtension(process) == "dotnet" ? $"dotnet {ShellWord.Quote(assembly)}"
        : ShellWord.Quote(process);
}
