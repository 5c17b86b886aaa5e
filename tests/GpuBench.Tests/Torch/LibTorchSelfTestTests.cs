using GpuBench.Testing;
using GpuBench.Tests.CommandLine;
using GpuBench.Tests.Fakes;
using GpuBench.Torch.SelfTest;
using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>A libtorch that is not the program's own is tested in a child process before it is used.</summary>
public sealed class LibTorchSelfTestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public void A_foreign_libtorch_is_the_only_one_that_is_loaded_and_passes()
    {
        var wheel = BundledLibTorch.AsWheel(_folder, "2.10.0+lab");
        var result = Cli.Run(_folder.FullName, "libtorch-selftest", wheel);
        var report = LibTorchSelfTestReport.FromLine(result.Output);
        Assert.NotNull(report);
        Assert.True(report.Passed, result.Output);
        Assert.Equal([Path.Combine(wheel, "libc10.so")], report.MappedLibraries.Where(path => Path.GetFileName(path) == "libc10.so"));
        Assert.Single(report.MappedLibraries, path => Path.GetFileName(path) == "libtorch_cpu.so");
    }

    [LinuxFact]
    public void A_foreign_libtorch_that_passed_is_listed_with_its_version()
    {
        var wheel = BundledLibTorch.AsWheel(_folder, "2.10.0+lab");
        var result = Cli.Run(_folder.FullName, "devices", "--json", "--libtorch", wheel);
        Assert.Contains("libtorch 2.10.0\\u002Blab in ", result.Output, StringComparison.Ordinal);
        Assert.Contains("named by --libtorch", result.Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void A_broken_foreign_libtorch_is_a_missing_back_end_with_reason_and_remedy()
    {
        foreach (var name in (string[])["libc10.so", "libtorch_cpu.so", "libtorch.so"])
            File.WriteAllText(_folder.Combine(name), "not a library");
        var result = Cli.Run(_folder.FullName, "devices", "--json", "--libtorch", _folder.FullName);
        Assert.DoesNotContain("\"engine\":\"torchsharp\",\"backend\":\"cpu\",\"index\"", result.Output, StringComparison.Ordinal);
        Assert.Contains("is not used: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("or PyTorch 2.10", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kill -ABRT $$", "aborted by a native library (signal 6)")]
    [InlineData("echo terminate called >&2; kill -ABRT $$", "terminate called")]
    [InlineData("echo nonsense", "ended with exit code 0")]
    [InlineData("""echo '{"LoadFailure":"no libtorch","MappedLibraries":[],"Failures":[]}'""", "no libtorch")]
    [InlineData(
        """echo '{"LoadFailure":null,"MappedLibraries":[],"Failures":["attention: wrong"]}'""", "self-test failed: attention: wrong")]
    public void Every_failure_of_the_child_is_a_reason_to_reject_libtorch(string behaviour, string reason) =>
        Assert.Contains(reason, Distrust(behaviour), StringComparison.Ordinal);

    [LinuxFact]
    public void A_child_that_hangs_is_stopped_and_libtorch_is_rejected() =>
        Assert.Contains(
            "did not end within 1 s",
            new LibTorchSelfTestProcess("/bin/sh", ["-c", "sleep 600"], TimeSpan.FromSeconds(1)).Distrust("/tmp"),
            StringComparison.Ordinal);

    [LinuxFact]
    public void Libtorch_is_accepted_if_the_report_has_no_failures() =>
        Assert.Null(Distrust("""echo '{"LoadFailure":null,"MappedLibraries":[],"Failures":[]}'"""));

    [LinuxFact]
    public void A_program_that_does_not_start_is_a_reason_to_reject_libtorch() =>
        Assert.Contains(
            "did not start",
            new LibTorchSelfTestProcess("/nowhere/gpubench", [], TimeSpan.FromSeconds(1)).Distrust("/tmp"),
            StringComparison.Ordinal);

    private static string? Distrust(string behaviour) =>
        new LibTorchSelfTestProcess("/bin/sh", ["-c", behaviour], TimeLimit.Ample(TimeSpan.FromMinutes(1))).Distrust("/tmp");
}
