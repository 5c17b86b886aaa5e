using System.ComponentModel;
using System.Diagnostics;
using GpuBench.Measuring.Journals;

namespace GpuBench.Measuring.Running;

/// <summary>
/// A worker in a child process. An abort inside a native library, a device fault, an out-of-memory kill or a hang costs that process and
/// one trial. The child ends when its parent ends, because its standard input closes.
/// </summary>
public sealed class ProcessWorker : IWorker
{
    /// <summary>Chosen: the last lines of output usually name the error.</summary>
    private const int MaxLastLines = 5;

    /// <summary>Chosen: a process that the worker started may keep its standard error open, so waiting has a limit.</summary>
    private static readonly TimeSpan LastLinesLimit = TimeSpan.FromSeconds(2);

    private readonly Process? _process;
    private readonly EntryReader? _reader;
    private readonly EntryQueue _queue = new();
    private readonly Queue<string> _lastLines = new();
    private readonly ManualResetEventSlim _errorsEnded = new();

    public ProcessWorker(ProcessStartInfo command, WorkerRequest request)
    {
        command.RedirectStandardInput = command.RedirectStandardOutput = command.RedirectStandardError = true;
        command.UseShellExecute = false;
        try
        {
            _process = Process.Start(command);
        }
        catch (Win32Exception cause)
        {
            // No memory or process number is left. This is like a worker that ended before its first line.
            Remember(cause.Message);
        }
        if (_process is null)
        {
            _queue.Complete();
            return;
        }
        _process.ErrorDataReceived += (_, line) => OnErrorLine(line.Data);
        _process.BeginErrorReadLine();
        _reader = new(_process.StandardOutput, _queue, Remember);
        _reader.Start();
        Send(request, _process.StandardInput);
    }

    public JournalEntry? Read(TimeSpan patience, CancellationToken cancellation) => _queue.Take(patience, cancellation);

    public void Kill() => ProcessEnd.Force(_process);

    public string DescribeEnd()
    {
        // The last lines may still be in the pipe after the process ended. WaitForExit with a limit does not wait for them.
        if (_process?.WaitForExit(5000) == true)
            _errorsEnded.Wait(LastLinesLimit);
        var end = _process is null ? "it did not start" : _process.HasExited ? ProcessEnd.Describe(_process.ExitCode) : "it does not end";
        if (_reader?.Problem is { } problem)
            end += $"; {problem}";
        lock (_lastLines)
            return _lastLines.Count == 0 ? end : $"{end}; last output: {string.Join(" / ", _lastLines)}";
    }

    public void Dispose()
    {
        Kill();
        _process?.WaitForExit(5000);
        _process?.Dispose();
    }

    private static void Send(WorkerRequest request, StreamWriter input)
    {
        try
        {
            input.WriteLine(WorkerProtocol.EncodeRequest(request));
            input.Flush();
        }
        catch (IOException)
        {
            // The worker ended before it read the request. Its output ends too, and its exit gives the reason.
        }
    }

    /// <param name="line">Null at the end of standard error.</param>
    private void OnErrorLine(string? line)
    {
        if (line is null)
            _errorsEnded.Set();
        else
            Remember(line);
    }

    private void Remember(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_lastLines)
        {
            _lastLines.Enqueue(line.Trim());
            if (_lastLines.Count > MaxLastLines)
                _lastLines.Dequeue();
        }
    }
}

/// <summary>Starts workers in child processes.</summary>
/// <param name="program">The program and the arguments that make it a worker.</param>
public sealed class ProcessWorkerLauncher(string program, IReadOnlyList<string> arguments) : IWorkerLauncher
{
    /// <summary>
    /// The worker's runtime compiles loops fully at first use. Otherwise it would compile a loop a second time inside a sample.
    /// </summary>
    private const string QuickLoopCompilation = "DOTNET_TC_QuickJitForLoops";

    public IWorker Start(WorkerRequest request)
    {
        var command = new ProcessStartInfo(program, arguments);
        command.Environment[QuickLoopCompilation] = "0";
        return new ProcessWorker(command, request);
    }
}
