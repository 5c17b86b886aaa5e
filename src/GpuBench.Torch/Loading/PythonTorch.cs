using System.ComponentModel;
using System.Diagnostics;
using GpuBench.Measuring.Running;

namespace GpuBench.Torch.Loading;

/// <summary>Asks <c>python3</c> for the location of its PyTorch, without importing it.</summary>
internal static class PythonTorch
{
    // find_spec reads only the import path; importing torch would take seconds and load the library that is still to be chosen.
    private const string Question =
        "import importlib.util as u; s = u.find_spec('torch'); print(list(s.submodule_search_locations)[0] if s else '')";

    // A home directory on a cold network share makes Python start slowly, and a broken launcher may never answer.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>The directory of its shared libraries; null without python3, without PyTorch, or without an answer in 10 s.</summary>
    public static string? LibraryDirectory() => LibraryDirectory("python3", Question, Timeout);

    /// <param name="interpreter">Takes a program after <c>-c</c>.</param>
    /// <param name="question">A program that prints the folder of the package, or nothing.</param>
    internal static string? LibraryDirectory(string interpreter, string question, TimeSpan timeout)
    {
        try
        {
            using var python = Process.Start(StartInfo(interpreter, question));
            return python is null || ReadOutput(python, timeout) is not { Length: > 0 } package ? null : Path.Combine(package, "lib");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static string? ReadOutput(Process python, TimeSpan timeout)
    {
        var output = python.StandardOutput.ReadToEndAsync();
        var errors = python.StandardError.ReadToEndAsync();
        if (Task.WhenAll(output, errors).Wait(timeout) && python.WaitForExit(timeout))
            return python.ExitCode == 0 ? output.Result.Trim() : null;
        ProcessEnd.Force(python);
        return null;
    }

    private static ProcessStartInfo StartInfo(string interpreter, string question) => new(interpreter, ["-c", question])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        // Python searches its working directory first; a folder named torch there would not be PyTorch.
        WorkingDirectory = "/",
    };
}
