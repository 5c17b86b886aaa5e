using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>Every wrong call gives one line on standard error, nothing on standard output, and the right exit code.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, "run, devices, workloads, doctor, compare, project, figures (see 'gpubench --help')")]
    [InlineData(2, "'mesure' is not a command; use one of run, devices", "mesure")]
    [InlineData(2, "(see 'gpubench figures --help')", "figures", "lst")]
    [InlineData(2, "gpubench figures show --help", "figures", "show")]
    [InlineData(2, "'--fast'", "run", "--fast")]
    [InlineData(2, "lab, full", "run", "--suite", "slow")]
    [InlineData(2, "matmul", "run", "--workload", "sort")]
    [InlineData(2, "launch-latency, transpose, matmul, attention", "workloads", "sort")]
    [InlineData(2, "ilgpu", "run", "--engine", "cuda")]
    [InlineData(2, "--axis depth", "run", "--axis", "depth=3", "--device", "cpu")]
    [InlineData(2, "20m", "run", "--budget", "soon")]
    [InlineData(2, "1000", "run", "--rounds", "0")]
    [InlineData(2, "opencl[:INDEX]", "run", "--device", "gpu")]
    [InlineData(2, "--seed", "run", "--resume", "--seed", "7")]
    [InlineData(2, "'h1000' is no file, and 'h1000' names no accelerator", "compare", "h1000")]
    [InlineData(2, "'h20' is an accelerator", "compare", "h20", "broken.json")]
    [InlineData(2, "--against h100", "compare", "h20", "h100")]
    [InlineData(2, "the device itself", "compare", "h20", "--against", "h20")]
    [InlineData(2, "names no accelerator", "compare", "h20", "--against", "h1000")]
    [InlineData(2, "--against: name accelerators", "compare", "h20", "--against", "")]
    [InlineData(2, "'h1000' is no file, and 'h1000' names no accelerator", "project", "h1000")]
    [InlineData(2, "names no accelerator", "project", "h20", "--onto", "h1000")]
    [InlineData(2, "--onto: name products", "project", "h20", "--onto", "")]
    [InlineData(2, "names no accelerator", "project", "h20", "--links", "h1000")]
    [InlineData(2, "--tp needs --links", "project", "h20", "--tp", "4")]
    [InlineData(2, "from 2 to 1024", "project", "h20", "--links", "a800", "--tp", "1")]
    [InlineData(2, "no figure of a task is published that these options select", "project", "h20", "--kind", "stream", "--model", "llama")]
    [InlineData(2, "they need an accelerator", "project", "broken.json", "--kind", "gemm")]
    [InlineData(4, "missing.json", "project", "missing.json")]
    [InlineData(2, "attention, gemm", "figures", "list", "--kind", "gem")]
    [InlineData(2, "--explain needs a single results file", "compare", "h20", "--explain", "gemm")]
    [InlineData(2, "names no accelerator", "figures", "list", "--accelerator", "h1000")]
    [InlineData(2, "'maybe'", "figures", "list", "--structured", "maybe")]
    [InlineData(2, "two accelerators", "figures", "list", "--pairs", "h20")]
    [InlineData(2, "--source cannot be combined", "figures", "list", "--pairs", "h20,h100", "--source", "step-3")]
    [InlineData(2, "h20-96gb-hbm3-gemm", "figures", "show", "h20-gemm-bf16")]
    [InlineData(2, "figures list --source step-3", "figures", "show", "step-3")]
    [InlineData(2, "figures list --accelerator h20", "figures", "show", "h20")]
    [InlineData(2, "ci, quick, lab, full", "figures", "coverage", "slow")]
    [InlineData(2, "leave out the name of the suite", "figures", "coverage", "lab", "--tasks")]
    [InlineData(4, "not a results folder", "figures", "coverage", "--data", ".")]
    [InlineData(2, "at least 1", "figures", "audit")]
    [InlineData(2, "at least 1", "figures", "audit", "0")]
    [InlineData(2, "--source 'h20' is not known", "figures", "audit", "3", "--source", "h20")]
    [InlineData(2, "--seed cannot be combined with --summary", "figures", "audit", "--summary", "--seed", "2")]
    [InlineData(2, "leave out the number of figures", "figures", "audit", "3", "--summary")]
    [InlineData(2, "table", "devices", "--format", "xml")]
    [InlineData(2, "exists", "run", "--device", "cpu", "--out", "broken-document.json")]
    [InlineData(2, "run.json", "run", "--device", "cpu", "--out", ".")]
    [InlineData(2, "folder/run.json", "run", "--device", "cpu", "--out", "folder/")]
    [InlineData(2, "run.json", "run", "--device", "cpu", "--out", "")]
    [InlineData(3, "cuda:7", "run", "--device", "cuda:7")]
    [InlineData(4, "missing.txt", "figures", "audit", "3", "--new-since", "missing.txt")]
    [InlineData(4, "none of its lines is the id of a figure", "figures", "audit", "3", "--new-since", "somebody")]
    [InlineData(4, "missing.json", "compare", "missing.json", "missing.json")]
    [InlineData(4, "broken.json", "compare", "broken.json", "broken.json")]
    [InlineData(4, "one.json", "compare", "one.json")]
    [InlineData(4, "somebody", "compare", "somebody")]
    [InlineData(4, "the file was cut off", "run", "--workload", "decode", "--axis", "model=broken.json", "--dry-run")]
    [InlineData(4, "missing.json", "run", "--workload", "prefill", "--axis", "model=missing.json", "--dry-run")]
    [InlineData(2, "or a model's config.json", "run", "--workload", "decode", "--axis", "model=folder", "--dry-run")]
    [InlineData(4, "broken.json", "run", "--resume", "--out", "broken.json")]
    [InlineData(4, "no unfinished run", "run", "--resume")]
    [InlineData(1, "cannot be written", "run", "--device", "cpu", "--out", "/proc/nowhere/a.json")]
    public void A_wrong_call_gives_one_error_line(int exitCode, string says, params string[] arguments)
    {
        File.WriteAllText(_folder.Combine("broken.json"), "{\"schemaVersion\":1,");
        File.WriteAllText(_folder.Combine("broken-document.json"), "somebody's work");
        File.WriteAllText(_folder.Combine("somebody"), "somebody's work");
        File.WriteAllText(_folder.Combine("broken.json.journal.jsonl"), "{\"type\":\"round\"}\n");
        var result = Cli.Run(_folder.FullName, arguments);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.StartsWith("gpubench: ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("exec >/dev/full")]
    [InlineData("exec >&-")]
    public void Output_that_cannot_be_written_gives_one_error_line(string before)
    {
        var result = Cli.RunInShell(_folder.FullName, before, "figures", "headline");
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("gpubench: standard output: cannot be written", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    [InlineData("help", "compare")]
    [InlineData("compare", "-h")]
    [InlineData("figures", "show", "--help")]
    [InlineData("--version")]
    public void Help_is_not_an_error(params string[] arguments)
    {
        var result = Cli.Run(_folder.FullName, arguments);
        Assert.Equal(0, result.ExitCode);
        Assert.NotEmpty(result.Output);
    }

    [Fact]
    public void Devices_lists_the_CPU()
    {
        var result = Cli.Run(_folder.FullName, "devices", "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("\"id\":\"cpu:0\"", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_doctor_reports_timer_and_noise_once_for_every_device()
    {
        var result = Cli.Run(_folder.FullName, "doctor", "--format", "csv");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("host-stopwatch", result.Output, StringComparison.Ordinal);
        Assert.Contains("noise floor", result.Output, StringComparison.Ordinal);
        var timers = result.Output.Split('\n')
            .Where(line => line.Contains(",timer ", StringComparison.Ordinal) || line.Contains("\"timer ", StringComparison.Ordinal));
        Assert.Distinct(timers.Select(line => line.Split(',')[0]));
    }
}
