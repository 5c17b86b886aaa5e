using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Running;
using GpuBench.Torch.Loading;

namespace GpuBench.Torch.SelfTest;

/// <summary>
/// Tests a libtorch against which TorchSharp's bridge was not compiled: a changed layout shows only in wrong numbers or a crash.
/// It can end the process, so run it in a child process (<see cref="LibTorchSelfTestProcess"/>).
/// </summary>
public static class LibTorchSelfTest
{
    /// <param name="libTorchDirectory">As for <see cref="LibTorch.Load"/>.</param>
    public static LibTorchSelfTestReport Run(string? libTorchDirectory) => LibTorch.Load(libTorchDirectory) switch
    {
        LibTorchLoad.NotLoaded missing => new(missing.Reason, [], []),
        LibTorchLoad.Loaded => Try(),
        _ => throw new InvalidOperationException("libtorch did not load"),
    };

    // Not inlined: no code may refer to torch before the load.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static LibTorchSelfTestReport Try() => new(
        LoadFailure: null,
        [.. MappedLibraries.PathsOf("libc10.so"), .. MappedLibraries.PathsOf(LibTorchCandidate.MainLibrary)],
        [.. OperatorChecks.All.Select(Outcome).OfType<string>()]);

    private static string? Outcome(OperatorCheck check)
    {
        try
        {
            return check.Run() is { } failure ? $"{check.Name}: {failure}" : null;
        }
        catch (Exception cause)
        {
            return $"{check.Name}: {cause.GetType().Name}: {cause.Message.Split('\n')[0]}";
        }
    }
}

/// <summary>The result of a self-test, which the child process prints on one line.</summary>
/// <param name="LoadFailure">Why libtorch did not load; null if it did.</param>
/// <param name="MappedLibraries">Every <c>libc10.so</c> and <c>libtorch_cpu.so</c> that the kernel lists in the child's
/// memory, links resolved.</param>
/// <param name="Failures">The failed checks, a sentence each; empty if libtorch can be trusted.</param>
public sealed record LibTorchSelfTestReport(string? LoadFailure, IReadOnlyList<string> MappedLibraries, IReadOnlyList<string> Failures)
{
    [JsonIgnore]
    public bool Passed => LoadFailure is null && Failures.Count == 0;

    public string ToLine() => JsonSerializer.Serialize(this);

    /// <returns>Null if the line is not a report.</returns>
    public static LibTorchSelfTestReport? FromLine(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonSerializer.Deserialize<LibTorchSelfTestReport>(line) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Runs <see cref="LibTorchSelfTest"/> in a child process, which may abort or hang without harm to this one.</summary>
/// <param name="program">Prints a report line when started with <paramref name="arguments"/> followed by a directory.</param>
/// <param name="timeout">Time limit. An installation on a cold network share loads slowly; none needed a minute.</param>
public sealed class LibTorchSelfTestProcess(string program, IReadOnlyList<string> arguments, TimeSpan timeout)
{
    /// <returns>Why this libtorch cannot be trusted, in a sentence; null if it can.</returns>
    public string? Distrust(string directory)
    {
        try
        {
            using var child = Process.Start(StartInfo(directory));
            return child is null ? "its self-test did not start" : ReadReport(child);
        }
        catch (Win32Exception cause)
        {
            return $"its self-test did not start: {cause.Message}";
        }
    }

    private string? ReadReport(Process child)
    {
        child.StandardInput.Close();
        var output = child.StandardOutput.ReadToEndAsync();
        var errors = child.StandardError.ReadToEndAsync();
        if (!Task.WhenAll(output, errors).Wait(timeout) || !child.WaitForExit(timeout))
        {
            ProcessEnd.Force(child);
            return string.Create(CultureInfo.InvariantCulture, $"its self-test did not end within {timeout.TotalSeconds:F0} s");
        }
        var report = output.Result.Split('\n').Select(LibTorchSelfTestReport.FromLine).LastOrDefault(line => line is not null);
        return child.ExitCode != 0 || report is null ? $"its self-test {ProcessEnd.Describe(child.ExitCode)}{FirstLine(errors.Result)}"
            : report.LoadFailure is { } failure ? failure
            : report.Failures.Count > 0 ? $"its self-test failed: {string.Join("; ", report.Failures)}"
            : null;
    }

    private static string FirstLine(string errors) =>
        errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var first, ..]
            ? $" ({first})" : "";

    private ProcessStartInfo StartInfo(string directory) => new(program, [.. arguments, directory])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
}
