using System.Diagnostics;
using GpuBench.Diagnosis;
using GpuBench.Measuring.Journals;
using GpuBench.Reports;
using GpuBench.Tests.Fakes;
using GpuBench.Tests.Torch;
using Xunit;

namespace GpuBench.Tests.Diagnosis;

/// <summary>The load at present, not the load of the minute before.</summary>
public sealed class HostLoadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A machine with two cores. A second is 100 ticks on each core.</summary>
    private ProcSnapshot Snapshot(long user, long idle, params (int Number, string Name, long Ticks)[] processes)
    {
        File.WriteAllText(_folder.Combine("stat"), $"cpu  {user} 0 0 {idle} 7 0 0 0 0 0\ncpu0 1 2 3 4\ncpu1 1 2 3 4\nintr 1\n");
        foreach (var (number, name, ticks) in processes)
        {
            Directory.CreateDirectory(_folder.Combine($"{number}"));
            File.WriteAllText(_folder.Combine($"{number}/stat"), $"{number} ({name}) R 1 1 1 0 -1 4 5 6 7 8 {ticks - 1} 1 0 0 20 0 1\n");
        }
        Directory.CreateDirectory(_folder.Combine("99999")); // a process that ended while it was read
        return ProcSnapshot.Read(_folder.FullName)!;
    }

    [Fact]
    public void The_load_names_the_busiest_other_process_and_excludes_this_process()
    {
        var before = Snapshot(1000, 1000, (1, "ours", 500), (2, "a (bad) name", 100), (3, "idle one", 5));
        var after = Snapshot(1150, 1050, (1, "ours", 550), (2, "a (bad) name", 190), (3, "idle one", 5), (4, "new", 10));
        var load = HostLoad.Between(before, after, self: 1)!;
        Assert.Equal(1.0, load.BusyCores, 9);
        Assert.Equal((2, "a (bad) name", 0.9), load.Busiest);
        Assert.Null(HostLoad.Between(after, after, self: 1));
    }

    [Theory]
    [InlineData(0.1, Severity.Ok)]
    [InlineData(1.5, Severity.Warn)]
    public void Only_the_present_load_of_other_processes_is_a_warning(double busyCores, Severity verdict)
    {
        // The load average does not change the verdict.
        var host = HostInfo.Read() with { CpuCount = 2, LoadAverage = 9.9 };
        var finding = HostChecks.ForeignLoad(host, new(busyCores, (17, "indexer", busyCores)));
        Assert.Equal(verdict, finding.Verdict);
        Assert.Contains("indexer (process 17", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_system_without_proc_has_no_load_snapshot() => Assert.Null(ProcSnapshot.Read(_folder.Combine("nowhere")));

    [LinuxFact]
    public void A_process_that_spins_is_measured_as_busy()
    {
        using var spinning = Process.Start(new ProcessStartInfo("sh", ["-c", "while :; do :; done"]))!;
        try
        {
            var begin = ProcSnapshot.Read("/proc")!.TicksOf[spinning.Id].Ticks;
            Assert.True(SpinWait.SpinUntil(() => ProcSnapshot.Read("/proc")!.TicksOf[spinning.Id].Ticks > begin, TimeSpan.FromMinutes(5)));
            Assert.NotNull(HostLoad.Measure());
        }
        finally
        {
            spinning.Kill();
        }
    }

    [LinuxFact]
    public void The_host_has_its_kernel_and_its_load_average()
    {
        var host = HostInfo.Read();
        Assert.Equal($"Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}", host.Kernel);
        Assert.NotEqual(host.Os, host.Kernel);
        Assert.True(host.LoadAverage >= 0);
    }
}
