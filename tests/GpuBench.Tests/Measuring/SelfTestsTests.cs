using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Running;
using GpuBench.Measuring.Workloads;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Measuring;

/// <summary>A self-test excludes the workloads that a device fails, for every kind of failure. The other workloads stay.</summary>
public sealed class SelfTestsTests
{
    private static readonly DeviceInfo Untried = FakeDevice.SomeCpu with { Untried = "its driver promises nothing" };

    [Fact]
    public void A_device_that_passes_counts_as_tried_and_has_no_excluded_workload()
    {
        var device = Assert.Single(Run([_ => [.. Tried("a"), .. Tried("b"), new WorkerFinished(false)]]).Devices);
        Assert.Null(device.Untried);
        Assert.Null(device.Excluded);
    }

    [Fact]
    public void A_wrong_result_excludes_only_its_workload()
    {
        var device = Assert.Single(Run([_ => [.. Tried("a", "wrong result"), .. Tried("b"), new WorkerFinished(false)]]).Devices);
        Assert.Equal(("a", "wrong result"), Single(device.Excluded));
    }

    [Fact]
    public void After_a_crash_the_rest_is_tried_in_another_worker()
    {
        List<string> orders = [];
        var device = Assert.Single(Run([
            order =>
            {
                orders.Add(string.Join(' ', order.Workloads));
                return [new SelfTestStarted("a")];
            },
            order =>
            {
                orders.Add(string.Join(' ', order.Workloads));
                return [.. Tried("b"), new WorkerFinished(false)];
            },
        ]).Devices);
        Assert.Equal(["a b", "b"], orders);
        Assert.Equal(("a", "killed (signal 9)"), Single(device.Excluded));
    }

    [Fact]
    public void After_an_exception_the_rest_is_tried_in_another_worker()
    {
        var device = Assert.Single(Run([
            _ => [new SelfTestStarted("a"), new SelfTestEnded("a", "CL_OUT_OF_RESOURCES (-5)"), new WorkerFinished(true)],
            order => [new SelfTestStarted(Assert.Single(order.Workloads)), new SelfTestEnded("b", null), new WorkerFinished(false)],
        ]).Devices);
        Assert.Equal(("a", "CL_OUT_OF_RESOURCES (-5)"), Single(device.Excluded));
    }

    [Fact]
    public void A_hang_ends_at_its_limit_and_the_second_hang_ends_the_self_test()
    {
        var inventory = Run([_ => [new SelfTestStarted("a"), null], _ => [new SelfTestStarted("b"), null]], "a", "b", "c");
        var device = Assert.Single(inventory.Devices);
        Assert.Equal(["a", "b", "c"], device.Excluded!.Keys);
        Assert.Contains("did not end within 60 s", device.Excluded["b"], StringComparison.Ordinal);
        Assert.Contains("not tested", device.Excluded["c"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_does_not_open_is_missing_with_the_reason()
    {
        var inventory = Run([_ => []]);
        Assert.Empty(inventory.Devices);
        Assert.Contains("does not open: killed (signal 9)", Assert.Single(inventory.Missing).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_reports_the_required_features_is_not_tested()
    {
        var inventory = Inventory.Of(FakeDevice.SomeCpu);
        Assert.Equal(inventory, new SelfTests(Workloads("a"), new Launcher([]), CancellationToken.None).Run(inventory, inventory.Devices));
    }

    private static JournalEntry[] Tried(string workload, string? failure = null) =>
        [new SelfTestStarted(workload), new SelfTestEnded(workload, failure)];

    private static Inventory Run(IReadOnlyList<Func<SelfTestRequest, IEnumerable<JournalEntry?>>> scripts, params string[] workloads) =>
        new SelfTests(Workloads(workloads.Length > 0 ? workloads : ["a", "b"]), new Launcher(scripts), CancellationToken.None)
            .Run(Inventory.Of(Untried), [Untried]);

    private static IReadOnlyList<IWorkload> Workloads(params string[] names) => [.. names.Select(name => new FakeWorkload(name: name))];

    private static (string, string) Single(IReadOnlyDictionary<string, string>? excluded)
    {
        var (workload, failure) = Assert.Single(excluded!);
        return (workload, failure);
    }

    /// <summary>Each started worker runs the next script. A null in it is a hang. The worker exits at the end of its script.</summary>
    private sealed class Launcher(IReadOnlyList<Func<SelfTestRequest, IEnumerable<JournalEntry?>>> scripts) : IWorkerLauncher
    {
        private int _started;

        public IWorker Start(WorkerRequest request) => new Worker(scripts[_started++]((SelfTestRequest)request).GetEnumerator());
    }

    private sealed class Worker(IEnumerator<JournalEntry?> script) : IWorker
    {
        public JournalEntry? Read(TimeSpan patience, CancellationToken cancellation) =>
            !script.MoveNext() ? null : script.Current ?? throw new TimeoutException();

        public void Kill() { }

        public string DescribeEnd() => "killed (signal 9)";

        public void Dispose() => script.Dispose();
    }
}
