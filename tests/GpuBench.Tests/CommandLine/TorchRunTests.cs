using System.Text.Json.Nodes;
using GpuBench.Tests.Fakes;
using GpuBench.Tests.Torch;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>The engines on libtorch as a user runs them, with the bundled libtorch.</summary>
public sealed class TorchRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("torchsharp", "torch.addmm_, beta 0")]
    [InlineData("torch-stable", "torch.mm, out")]
    public void Every_workload_has_a_value_and_the_name_of_its_operator(string engine, string givenProduct)
    {
        var all = Run(fault: null, engine);
        RequireKernel(all, "matmul", "batch", givenProduct);
        RequireKernel(all, "matmul", "script", "torch.mm");
        RequireKernel(all, "attention", "batch", "scaled_dot_product_attention, flash");
        RequireKernel(all, "stream", "batch", "torch.Tensor.copy_");
        var rows = all.Where(row => Text(row, "status") == "ok").ToList();
        Assert.All(rows, row => Assert.Equal(engine, Text(row, "engine")));
        Assert.All(rows, row => Assert.Contains("libtorch 2.10.0", Text(row, "engineVersion"), StringComparison.Ordinal));
        Assert.Equal(rows.Count, rows.Select(row => Text(row, "key")).Distinct().Count());
    }

    [LinuxFact]
    public void A_script_row_has_one_sample_of_thirty_calls_in_each_round()
    {
        var script = Run(fault: null).Where(row => Text(row, "launch") == "script").ToList();
        Assert.Contains(script, row => Text(row, "status") == "ok" || BusyMachine.Excuses(row));
        foreach (var round in script.Where(row => Text(row, "status") == "ok").SelectMany(row => row!["rounds"]!.AsArray()))
        {
            Assert.Equal(30, round!["launchesPerSample"]!.GetValue<int>());
            Assert.Single(round["samplesSeconds"]!.AsArray());
            Assert.Equal(11, round["warmUp"]!["launchCount"]!.GetValue<int>());
        }
    }

    [Theory]
    [Trait("Tier", "all")]
    [InlineData("torchsharp", "Shape", "ExternalException")]
    [InlineData("torchsharp", "ShapeAbort", "aborted by a native library (signal 6)")]
    [InlineData("torchsharp", "OutOfMemory", "memory")]
    [InlineData("torch-stable", "Shape", "libtorch refused aten::mm")]
    [InlineData("torch-stable", "OutOfMemory", "memory")]
    public void An_error_inside_libtorch_fails_only_the_rows_of_its_workload(string engine, string fault, string reason)
    {
        foreach (var row in Run($"{fault}@matmul", engine).Where(row => !BusyMachine.Excuses(row)))
        {
            Assert.Equal(Text(row, "workload") == "matmul" ? "failed" : "ok", Text(row, "status"));
            if (Text(row, "workload") == "matmul")
                Assert.Contains(reason, Text(row, "reason"), StringComparison.Ordinal);
        }
    }

    [LinuxFact]
    public void A_libtorch_for_CPUs_has_no_CUDA_device_and_the_reason_is_reported()
    {
        var inventory = JsonNode.Parse(Cli.Run(_folder.FullName, "devices", "--json").Output)!;
        var device = inventory["devices"]!.AsArray().Single(device => Text(device, "engine") == "torchsharp");
        foreach (var part in (string[])
            ["libtorch 2.10.0 in ", "(bundled)", "no function missing", "CUDA devices none", "attention kernels flash and math"])
            Assert.Contains(part, Text(device, "driver"), StringComparison.Ordinal);
        var missing = inventory["missing"]!.AsArray().Single(missing => Text(missing, "engine") == "torchsharp");
        Assert.Contains("built only for CPUs", Text(missing, "reason"), StringComparison.Ordinal);
        Assert.Contains("--libtorch", Text(missing, "cure"), StringComparison.Ordinal);
    }

    private static void RequireKernel(IEnumerable<JsonNode?> rows, string workload, string launch, string kernel) => Assert.Contains(
        rows.Where(row => Text(row, "workload") == workload && Text(row, "launch") == launch),
        row => Text(row, "kernel").StartsWith(kernel, StringComparison.Ordinal) || BusyMachine.Excuses(row));

    private static string Text(JsonNode? row, string field) => row![field]?.GetValue<string>() ?? "";

    private List<JsonNode?> Run(string? fault, string engine = "torchsharp")
    {
        var command = Cli.Command(
            _folder.FullName, "run", "--suite", "ci", "--device", "cpu", "--engine", engine, "--workload", "matmul,attention,stream",
            "--budget", BusyMachine.Budget, "--json", "--out", "torch.json");
        if (fault is not null)
            command.Environment["GPUBENCH_FAULT"] = fault;
        var result = Cli.Run(command);
        Assert.True(result.ExitCode == (fault is null ? 0 : 1), result.Error);
        return [.. JsonNode.Parse(result.Output)!["rows"]!.AsArray()];
    }
}
