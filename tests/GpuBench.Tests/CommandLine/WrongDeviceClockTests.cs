using System.Diagnostics;
using System.Text.Json.Nodes;
using GpuBench.Measuring.Devices;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>The program as a user runs it, on a PoCL whose clock is made wrong. The host's clock is right.</summary>
public sealed class WrongDeviceClockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [WrongDeviceClockTheory, Trait("Tier", "all")]
    [InlineData("1", "ok", null)]
    [InlineData("0.01", "suspect", "contradicts the host's clock")]
    [InlineData("2", "suspect", "more than it can have seen")]
    public void A_row_is_suspect_if_the_clock_of_the_device_is_wrong(string clock, string status, string? reason)
    {
        // If the host is interrupted for longer than a sample, the check cannot detect a fast device clock. A later run detects it.
        var row = RowOf(clock, "run0.json");
        for (var attempt = 1; attempt < 3 && status == "suspect" && row["status"]!.GetValue<string>() != status; attempt++)
            row = RowOf(clock, $"run{attempt}.json");
        Assert.True(status == row["status"]!.GetValue<string>(), $"{row["status"]}: {row["reason"]}");
        if (reason is null)
            Assert.NotEqual("disagrees", row["clockCheck"]!["outcome"]!.GetValue<string>());
        else
            Assert.Contains(reason, row["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEmpty(row["rounds"]!.AsArray());
    }

    private JsonNode RowOf(string clock, string file = "run.json")
    {
        var command = Cli.Command(
            _folder.FullName, "run", "--suite", "ci", "--device", "opencl:0", "--engine", "ilgpu", "--workload", "stream",
            "--axis", "op=copy", "--budget", "5m", "--json", "--out", file);
        command.Environment["LD_PRELOAD"] = CompileClock();
        command.Environment["DEVICE_CLOCK"] = clock;
        var result = Cli.Run(command);
        return Assert.Single(JsonNode.Parse(result.Output)!["rows"]!.AsArray())!;
    }

    [WrongDeviceClockTheory, Trait("Tier", "all")]
    [InlineData("stop")]
    [InlineData("back")]
    public void A_device_whose_clock_gives_no_times_is_timed_by_the_host_or_fails(string clock)
    {
        var row = RowOf(clock);
        if (row["status"]!.GetValue<string>() == "failed")
            Assert.Contains("the timer returned no positive time", row["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        else
            Assert.Equal(("ok", DeviceTimer.HostStopwatch), (row["status"]!.GetValue<string>(), row["timer"]!.GetValue<string>()));
    }

    private string CompileClock()
    {
        var library = _folder.Combine("wrong-device-clock.so");
        var source = Repository.File("tests/GpuBench.Tests/CommandLine/wrong-device-clock.c");
        using var gcc = Process.Start("gcc", ["-shared", "-fPIC", "-o", library, source]);
        gcc.WaitForExit();
        Assert.Equal(0, gcc.ExitCode);
        return library;
    }
}
