using System.Text.Json.Nodes;
using GpuBench.Tests.CommandLine;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.OpenCl;

/// <summary>
/// Mesa's Rusticl on llvmpipe, a second implementation of OpenCL. The version of Mesa 22.3 reports fewer features than ILGPU requires, and
/// its timestamps do not advance.
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
        var result = Run([.. ci, "--json", "--out", "rusticl.json"]);
        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        var document = JsonNode.Parse(result.Output)!;
        var rows = document["rows"]!.AsArray();
        foreach (var workload in (string[])["peak", "stream", "link", "matmul", "attention"])
            Assert.Contains(rows, row => (string?)row!["workload"] == workload && (string?)row["status"] == "ok");
        Assert.DoesNotContain(rows, row => (string?)row!["status"] is "failed" or "suspect");
    }

    private CliResult Run(params string[] arguments)
    {
        var vendors = Directory.CreateDirectory(_folder.Combine("vendors"));
        File.WriteAllText(Path.Combine(vendors.FullName, "rusticl.icd"), OpenClDrivers.RusticlLibrary + "\n");
        var command = Cli.Command(_folder.FullName, arguments);
        command.Environment["OCL_ICD_VENDORS"] = vendors.FullName;
        command.Environment["RUSTICL_ENABLE"] = "llvmpipe";
        return Cli.Run(command);
    }
}
