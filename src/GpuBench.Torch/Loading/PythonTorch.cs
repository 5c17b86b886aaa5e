using System.ComponentModel;
using System.Diagnostics;

namespace GpuBench.Torch.Loading;

/// <summary>Asks <c>python3</c> where its PyTorch lies, without importing it.</summary>
internal static class PythonTorch
{
    // find_spec reads the import path alone; importing torch would take seconds and load the very library that is to be chosen.
    private const string Question =
        "import importlib.util as u; s = u.find_spec('torch'); print(list(s.submodule_search_locations)[0] if s else '')";

    // A home directory on a cold network share makes Python start slowly, and a broken launcher may never answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The directory of its shared libraries; null where there is no python3, no PyTorch, or no answer in 10 s.</summary>
    public static string? LibraryDirectory()
    {
        try
        {
            using var python = Process.Start(StartInfo());
            return python is null || Answer(python) is not { Length: > 0 } package ? null : Path.Combine(package, "lib");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static string? Answer(Process python)
    {
        var answer = python.StandardOutput.ReadToEndAsync();
        var complaints = python.StandardError.ReadToEndAsync();
        if (Task.WhenAll(answer, complaints).Wait(Patience) && python.WaitForExit(Patience))
            return python.ExitCode == 0 ? answer.Result.Trim() : null;
        python.Kill(entireProcessTree: true);
        return null;
    }

    private static ProcessStartInfo StartInfo() => new("python3", ["-c", Question])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        // Python looks in its working directory first, and a folder named torch there is not PyTorch.
        WorkingDirectory = "/",
    };
}
