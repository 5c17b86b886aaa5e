namespace GpuBench.Commands;

/// <summary>How gpubench starts itself as a child process.</summary>
internal static class ThisProgram
{
    /// <summary>Under 'dotnet gpubench.dll' the process is dotnet and needs to be told the assembly.</summary>
    public static (string Program, IReadOnlyList<string> Arguments) With(string command)
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? (program, [Path.Combine(AppContext.BaseDirectory, "gpubench.dll"), command])
            : (program, [command]);
    }
}
