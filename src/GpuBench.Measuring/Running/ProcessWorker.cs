using System.Diagnostics;
using System.Text.Json;
using GpuBench.Measuring.Journals;

namespace GpuBench.Measuring.Running;

/// <summary>
/// A worker in a child process. An abort inside a native library, a device fault, an out-of-memory kill or a hang costs
/// that process and one trial. The child ends by itself when its parent does: its standard input closes.
/// </summary>
public sealed class ProcessWorker : IWorker
{
    private const int LastWordsKept = 5;
    private readonly Process _process;
    private readonly EntryQueue _queue = new();
    private readonly Queue<string> _lastWords = new();
    private string? _brokenLine;

    public ProcessWorker(ProcessStartInfo command, WorkerOrder order)
    {
        command.RedirectStandardInput = command.RedirectStandardOutput = command.RedirectStandardError = true;
        command.UseShellExecute = false;
        _process = Process.Start(command) ?? throw new InvalidOperationException($"{command.FileName} did not start");
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.BeginErrorReadLine();
        new Thread(ReadEntries) { IsBackground = true, Name = "worker output" }.Start();
        Give(order);
    }

    public JournalEntry? Read(TimeSpan patience, CancellationToken cancellation) => _queue.Take(patience, cancellation);

    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in the meantime.
        }
    }

    public string DescribeEnd()
    {
        _process.WaitForExit(5000);
        var end = _process.HasExited ? ProcessEnd.Describe(_process.ExitCode) : "it does not end";
        if (_brokenLine is not null)
            end += $"; unreadable line: {_brokenLine}";
        lock (_lastWords)
            return _lastWords.Count == 0 ? end : $"{end}; last words: {string.Join(" / ", _lastWords)}";
    }

    public void Dispose()
    {
        Kill();
        _process.WaitForExit(5000);
        _process.Dispose();
    }

    private void Give(WorkerOrder order)
    {
        try
        {
            _process.StandardInput.WriteLine(WorkerProtocol.EncodeOrder(order));
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It ended before it read the order: its output ends too, and its end says why.
        }
    }

    private void ReadEntries()
    {
        try
        {
            while (_process.StandardOutput.ReadLine() is { } line)
            {
                if (WorkerProtocol.Decode(line) is { } entry)
                    _queue.Add(entry);
                else
                    Remember(line);
            }
        }
        catch (JsonException cause)
        {
            // Cut off in the middle of a line: the end of the process says why.
            _brokenLine = cause.Message;
        }
        finally
        {
            _queue.Complete();
        }
    }

    private void Remember(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_lastWords)
        {
            _lastWords.Enqueue(line.Trim());
            if (_lastWords.Count > LastWordsKept)
                _lastWords.Dequeue();
        }
    }
}
