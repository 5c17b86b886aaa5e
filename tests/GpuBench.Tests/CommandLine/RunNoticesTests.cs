using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Workloads;
using GpuBench.Running;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine;

public sealed class RunNoticesTests
{
    private static readonly DeviceInfo Cpu = FakeDevice.SomeCpu;

    private static DeviceInfo Card(int index, string engine = "fake") =>
        Cpu with { Engine = engine, Backend = Backend.Cuda, Class = DeviceClass.Accelerator, Index = index };

    private static string? NotChosen(string selector, params DeviceInfo[] devices) =>
        RunNotices.NotChosen(new RunRequest { Device = DeviceSelector.Parse(selector) }, Inventory.Of(devices));

    private static string? BudgetShared(TimeSpan? budget, params DeviceInfo[] devices)
    {
        var suite = budget is null ? Suite.Full : Suite.Ci;
        var request = new RunRequest { Suite = suite, Budget = budget, Device = DeviceSelector.Parse("all") };
        return RunNotices.BudgetShared(Plans.Started(Plans.Create(request, Inventory.Of(devices))));
    }

    [Fact]
    public void Auto_names_the_devices_that_it_leaves_out()
    {
        DeviceInfo[] eight = [.. Enumerable.Range(0, 8).Select(index => Card(index))];
        Assert.Equal("not chosen: cuda:1 … cuda:7, cpu:0 (use --device cuda or all)", NotChosen("auto", [.. eight, Cpu]));
        Assert.Equal("not chosen: cuda:1, cuda:2 (use --device cuda or all)", NotChosen("auto", Card(0), Card(1), Card(2)));
        Assert.Equal("not chosen: cpu:0 (use --device all)", NotChosen("auto", Card(0), Cpu));
        Assert.Equal("not chosen: cpu:0 (fake) (use --device all)", NotChosen("auto", Card(0), Cpu, Cpu with { Engine = "other" }));
    }

    [Fact]
    public void There_is_no_notice_if_all_devices_or_all_named_devices_are_measured()
    {
        Assert.Null(NotChosen("auto", Cpu));
        Assert.Null(NotChosen("cuda:0", Card(0), Card(1)));
    }

    [Fact]
    public void A_notice_states_the_share_of_each_device_that_shares_a_budget()
    {
        DeviceInfo[] eight = [.. Enumerable.Range(0, 8).Select(index => Card(index))];
        var notice = BudgetShared(TimeSpan.FromMinutes(20), eight);
        Assert.Matches("^8 devices share the budget of 20 min: about 2 min( [0-9]+ s)? each ", notice);
        Assert.Null(BudgetShared(TimeSpan.FromMinutes(20), Cpu));
        Assert.Null(BudgetShared(null, eight));
    }
}
