using System.Diagnostics;

namespace GpuBench.Kernels.Tests.Running;

/// <summary>The result of this assembly's own entry point, started as a process.</summary>
internal sealed record ChildRun(int ExitCode, string Output, string Errors)
{
    public string LastLine => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("");

    /// <param name="libCuda">The CUDA driver that the child must load. If null, the child chooses.</param>
    public static ChildRun Of(string? libCuda, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(ChildRun).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (libCuda is not null)
            start.Environment["GPUBENCH_LIBCUDA"] = libCuda;
        using var process = Process.Start(start)!;
        // Both at the same time, because a process whose pipe is full waits for its reader.
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
