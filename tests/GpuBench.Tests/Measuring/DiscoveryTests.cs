using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Running;
using GpuBench.Testing;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Measuring;

/// <summary>Device discovery handles every end of a worker.</summary>
public sealed class DiscoveryTests
{
    [Fact]
    public void A_cancelled_discovery_throws_OperationCanceledException()
    {
        using var impatience = new CancellationTokenSource();
        impatience.Cancel();
        IBackend[] backends = [new FakeBackend(), new FakeBackend()];
        Assert.Throws<OperationCanceledException>(() => Discovery.Run(backends, new SilentLauncher(), null, impatience.Token));
    }

    /// <summary>The order is larger than the buffer of a pipe. So the program is still writing it when the worker exits.</summary>
    [Fact]
    public void A_worker_that_exits_before_it_reads_its_order_is_reported_with_its_exit_code()
    {
        var order = new DiscoverRequest("ilgpu", Backend.Cpu) { LibTorchDirectory = new string('x', 1 << 22) };
        using var worker = new ProcessWorker(new("sh", ["-c", "echo no such thing >&2; exit 3"]), order);
        Assert.Null(worker.Read(TimeLimit.Ample(TimeSpan.FromMinutes(1)), CancellationToken.None));
        Assert.Contains("3", worker.DescribeEnd(), StringComparison.Ordinal);
    }

    private sealed class SilentLauncher : IWorkerLauncher
    {
        public IWorker Start(WorkerRequest request) => new SilentWorker();
    }

    private sealed class SilentWorker : IWorker
    {
        public JournalEntry? Read(TimeSpan patience, CancellationToken cancellation)
        {
            cancellation.WaitHandle.WaitOne(patience);
            cancellation.ThrowIfCancellationRequested();
            throw new TimeoutException();
        }

        public void Kill() { }

        public string DescribeEnd() => "";

        public void Dispose() { }
    }
}
