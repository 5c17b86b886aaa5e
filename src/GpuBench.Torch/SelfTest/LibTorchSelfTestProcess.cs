using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using GpuBench.Measuring.Running;

namespace GpuBench.Torch.SelfTest;

/// <summary>Runs <see cref="LibTorchSelfTest"/> in a child process, which may abort or hang instead of this one.</summary>
/// <param name="program">With <paramref name="arguments"/> and a directory after them, prints a report line.</param>
/// <param name="patience">An installation on a cold network share loads slowly; a minute is more than any needed.</param>
public sealed class LibTorchSelfTestProcess(string program, IReadOnlyList<string> arguments, TimeSpan patience)
{
    /// <returns>Why this libtorch is not to be trusted, in a sentence; null when it is.</returns>
    public string? Distrust(string directory)
    {
        try
        {
            using var child = Process.Start(StartInfo(directory));
            return child is null ? "its self-test did not start" : Judge(child);
        }
        catch (Win32Exception cause)
        {
            return $"its self-test did not start: {cause.Message}";
        }
    }

    private string? Judge(Process child)
    {
        child.StandardInput.Close();
        var output = child.StandardOutput.ReadToEndAsync();
        var complaints = child.StandardError.ReadToEndAsync();
        if (!Task.WhenAll(output, complaints).Wait(patience) || !child.WaitForExit(patience))
        {
            ProcessEnd.Force(child);
            return string.Create(CultureInfo.InvariantCulture, $"its self-test did not end within {patience.TotalSeconds:F0} s");
        }
        var report = output.Result.Split('\n').Select(LibTorchSelfTestReport.FromLine).LastOrDefault(line => line is not null);
        return child.ExitCode != 0 || report is null ? $"its self-test {ProcessEnd.Describe(child.ExitCode)}{LastWords(complaints.Result)}"
            : report.LoadFailure is { } failure ? failure
            : report.Failures.Count > 0 ? $"its self-test failed: {string.Join("; ", report.Failures)}"
            : null;
    }

    private static string LastWords(string complaints) =>
        complaints.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var first, ..] ? $" ({first})" : "";

    private ProcessStartInfo StartInfo(string directory) => new(program, [.. arguments, directory])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
}
