using System.Diagnostics;
using System.Globalization;
using GpuBench.Testing;
using Xunit;

namespace GpuBench.Tests.CommandLine.Kills;

/// <summary>One run of the program that is killed at a given moment, unless it ends earlier.</summary>
internal sealed class RunUnderAttack : IDisposable
{
    private readonly TimeLimit _limit = TimeLimit.Of(TimeSpan.FromMinutes(1));
    private readonly Process _process;
    private readonly string _document;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    public RunUnderAttack(ProcessStartInfo command, string document)
    {
        _document = document;
        _process = Process.Start(command)!;
        _process.StandardInput.Close();
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public string Output => _output.Result;

    public string Error => _error.Result;

    public int ExitCode => _process.ExitCode;

    /// <summary>Waits for the moment and kills the target.</summary>
    /// <returns>Whether a process was killed. The run may have ended earlier or have had no worker.</returns>
    public bool Attack(KillMoment moment)
    {
        Await(moment);
        var workers = ChildrenOf(_process.Id);
        // The worker is killed first, so that its parent does not notice.
        List<int> victims = moment.Target switch
        {
            KillTarget.Run => [_process.Id],
            KillTarget.Worker => workers,
            _ => [.. workers, _process.Id],
        };
        var killed = victims.ConvertAll(Kill).Contains(item: true);
        if (moment.Target != KillTarget.Worker)
            Finish();
        foreach (var worker in workers.Where(_ => moment.Target == KillTarget.Run))
            Assert.True(_limit.WaitFor(() => !Directory.Exists($"/proc/{worker}")), $"worker {worker} outlives its parent");
        return killed;
    }

    /// <summary>Waits for the end of the run.</summary>
    public void Finish() => Assert.True(_limit.WaitForExit(_process), $"the run did not end within {_limit}");

    public void Dispose() => _process.Dispose();

    private void Await(KillMoment moment)
    {
        var journal = new FileInfo(_document + ".journal.jsonl");
        long Length()
        {
            journal.Refresh();
            return journal.Exists ? journal.Length : -1;
        }
        var (length, lines) = (Length(), 0);
        var temporary = $"{_document}.{_process.Id.ToString(CultureInfo.InvariantCulture)}.tmp";
        var hadDocument = File.Exists(_document);
        bool HasGrown() => length < (length = Length());
        // There is no pause: some of these moments last less than a millisecond.
        bool HasCome() => moment.Trigger switch
        {
            KillTrigger.Start => true,
            KillTrigger.Journal => Length() >= 0,
            KillTrigger.Line => HasGrown() && ++lines >= moment.Lines,
            _ => File.Exists(temporary) || (!hadDocument && File.Exists(_document)),
        };
        while (!HasCome() && !_process.HasExited)
            Assert.False(_limit.IsOver(), $"neither the moment nor the end of the run came within {_limit}");
        _process.WaitForExit(moment.Delay);
    }

    private static bool Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            return true;
        }
        catch (Exception ended) when (ended is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The child processes of the run.</summary>
    private static List<int> ChildrenOf(int parent)
    {
        var children = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            var isProcess = int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id);
            if (isProcess && ParentOf(id) == parent)
                children.Add(id);
        }
        return children;
    }

    /// <returns>Null if the process no longer exists.</returns>
    private static int? ParentOf(int id)
    {
        try
        {
            // "ID (NAME) STATE PARENT …": the name may contain spaces and parentheses.
            var status = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
