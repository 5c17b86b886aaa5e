using System.Text.Json.Nodes;
using GpuBench.Tests.CommandLine;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.OpenCl;

/// <summary>
/// Mesa's Rusticl on llvmpipe: a second implementation of OpenCL, whose driver promises less than ILGPU asks for, and whose timestamps
/// stand still.
/// </summary>
[Trait("Tier", "all")]
public sealed class RusticlTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RusticlFact]
    public void The_ci_suite_measures_every_family()
    {
        string[] ci = ["run", "--device", "opencl", "--engine", "ilgpu", "--suite", "ci", "--rounds", "1", "--budget", "10m"];
        var result = Run("", [.. ci, "--json", "--out", "rusticl.json"]);
        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        var document = JsonNode.Parse(result.Output)!;
        Assert.Equal("host-stopwatch", (string?)document["manifest"]!["devices"]![0]!["timer"]!["name"]);
        var rows = document["rows"]!.AsArray();
        foreach (var workload in (string[])["peak", "stream", "link", "matmul", "attention"])
            Assert.Contains(rows, row => (string?)row!["workload"] == workload && (string?)row["status"] == "ok");
        Assert.DoesNotContain(rows, row => (string?)row!["status"] is "failed" or "suspect");
    }

    [RusticlFact]
    public void What_it_fails_when_it_is_tried_is_listed_and_refused_with_the_reason()
    {
        const string fault = "Idle@matmul,Abort@attention";
        var listed = Run(fault, ["devices", "--json"]);
        Assert.Equal(0, listed.ExitCode);
        var devices = JsonNode.Parse(listed.Output)!["devices"]!.AsArray();
        var excluded = devices.Single(device => (string?)device!["backend"] == "opencl")!["excluded"]!;
        Assert.StartsWith("wrong result", (string?)excluded["matmul"], StringComparison.Ordinal);
        Assert.Contains("aborted by a native library", (string?)excluded["attention"], StringComparison.Ordinal);
        Assert.Equal(2, excluded.AsObject().Count);

        var plan = Run(fault, ["run", "--device", "opencl", "--engine", "ilgpu", "--suite", "ci", "--dry-run"]);
        Assert.Contains("failed attention when it was tried", plan.Output, StringComparison.Ordinal);
    }

    private CliResult Run(string fault, string[] arguments)
    {
        var vendors = Directory.CreateDirectory(_folder.Combine("vendors"));
        File.WriteAllText(Path.Combine(vendors.FullName, "rusticl.icd"), OpenClDrivers.RusticlLibrary + "\n");
        var command = Cli.Command(_folder.FullName, arguments);
        command.Environment["OCL_ICD_VENDORS"] = vendors.FullName;
        command.Environment["RUSTICL_ENABLE"] = "llvmpipe";
        command.Environment["GPUBENCH_FAULT"] = fault;
        return Cli.Run(command);
    }
}
