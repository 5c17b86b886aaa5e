using System.Diagnostics;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Running;
using Xunit;

namespace GpuBench.Tests.Measuring;

/// <summary>The thread that reads a worker's output ends without an exception, which would end the program.</summary>
public sealed class ProcessWorkerTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly WorkerRequest Order = new DiscoverRequest("ilgpu", Backend.Cpu);
    private static readonly string Line = WorkerProtocol.Encode(new RunEnded(DateTimeOffset.UnixEpoch)).Trim();

    /// <summary>Writes entries as fast as it can, until it is killed.</summary>
    private static ProcessStartInfo Chatter() =>
        new("sh", ["-c", "read order; while :; do printf '%s\\n' \"$1\" \"$1\" \"$1\" \"$1\"; echo noise >&2; done", "sh", Line]);

    [Fact]
    public void Disposal_between_two_lines_ends_the_reading_without_an_error()
    {
        using var queue = new EntryQueue();
        using var lines = new DisposedBetweenLines(Line);
        var reader = new EntryReader(lines, queue, _ => { });
        reader.Start();
        Assert.IsType<RunEnded>(queue.Take(Long, CancellationToken.None));
        lines.Close();
        Assert.Null(queue.Take(Long, CancellationToken.None));
        Assert.Null(reader.Problem);
    }

    [Theory]
    [InlineData(typeof(IOException), "cannot be read")]
    [InlineData(typeof(InvalidOperationException), "cannot be read")]
    [InlineData(typeof(NotSupportedException), "cannot be read")]
    public void An_exception_while_reading_is_reported(Type cause, string says)
    {
        using var queue = new EntryQueue();
        using var lines = new BrokenLines((Exception)Activator.CreateInstance(cause)!);
        var reader = new EntryReader(lines, queue, _ => { });
        reader.Start();
        Assert.Null(queue.Take(Long, CancellationToken.None));
        Assert.Contains(says, reader.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Workers_can_be_disposed_while_they_write()
    {
        for (var i = 0; i < 200; i++)
        {
            using var worker = new ProcessWorker(Chatter(), Order);
            if (i % 2 == 0)
                Assert.IsType<RunEnded>(worker.Read(Long, CancellationToken.None));
        }
    }

    /// <summary>Otherwise a sample may contain the second compilation of a loop.</summary>
    [Fact]
    public void The_runtime_of_a_worker_compiles_loops_once()
    {
        var launcher = new ProcessWorkerLauncher("sh", ["-c", "read order; echo loops $DOTNET_TC_QuickJitForLoops >&2"]);
        using var worker = launcher.Start(Order);
        Assert.Null(worker.Read(Long, CancellationToken.None));
        Assert.EndsWith("loops 0", worker.DescribeEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_that_cannot_start_counts_as_ended_and_its_program_is_named()
    {
        using var worker = new ProcessWorker(new("/nowhere/gpubench", ["worker"]), Order);
        Assert.Null(worker.Read(Long, CancellationToken.None));
        Assert.Contains("did not start", worker.DescribeEnd(), StringComparison.Ordinal);
        Assert.Contains("/nowhere/gpubench", worker.DescribeEnd(), StringComparison.Ordinal);
    }

    /// <summary>The worker's standard error ends later than the worker, because a child of the worker keeps it open.</summary>
    [Fact]
    public void Output_that_arrives_after_the_worker_exits_is_read()
    {
        using var worker = new ProcessWorker(new("sh", ["-c", "(exec >&-; sleep 0.3; echo at last >&2) & exit 70"]), Order);
        Assert.Null(worker.Read(Long, CancellationToken.None));
        Assert.EndsWith("(exit code 70); last output: at last", worker.DescribeEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Forcing_a_process_that_has_ended_does_nothing()
    {
        using var process = Process.Start(new ProcessStartInfo("true"))!;
        process.WaitForExit();
        ProcessEnd.Force(process);
        process.Dispose();
        ProcessEnd.Force(process);
        ProcessEnd.Force(null);
    }

    /// <summary>Behaves as .NET's reader does after its process is disposed. The next read throws an exception.</summary>
    private sealed class DisposedBetweenLines(string line) : TextReader
    {
        private readonly ManualResetEventSlim _disposed = new();
        private bool _given;

        public override string? ReadLine()
        {
            if (!_given)
            {
                _given = true;
                return line;
            }
            _disposed.Wait(Long);
            throw new ObjectDisposedException("System.Diagnostics.Process");
        }

        public override void Close() => _disposed.Set();

        protected override void Dispose(bool disposing)
        {
            _disposed.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class BrokenLines(Exception cause) : TextReader
    {
        public override string? ReadLine() => throw cause;
    }
}
