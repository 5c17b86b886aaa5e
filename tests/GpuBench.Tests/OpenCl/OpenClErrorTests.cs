using System.Text.Json.Nodes;
using GpuBench.Ilgpu.Devices;
using GpuBench.Tests.Fakes;
using ILGPU.Runtime.OpenCL;
using Xunit;

namespace GpuBench.Tests.OpenCl;

/// <summary>OpenCL errors show the code, the call, the compiler's log and the remedy in every output.</summary>
public sealed class OpenClErrorTests(StandInLoader loader) : IClassFixture<StandInLoader>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_error_code_that_ILGPU_defines_has_its_name()
    {
        // ILGPU defines one of the codes without its minus sign.
        foreach (var code in Enum.GetValues<CLError>().Where(code => code is not CLError.CL_SUCCESS))
            Assert.StartsWith($"{code} ({-Math.Abs((int)code)})", Told(code), StringComparison.Ordinal);
        Assert.StartsWith("an error of an OpenCL extension (-1094)", Told((CLError)(-1094)), StringComparison.Ordinal);
        Assert.StartsWith("an unknown OpenCL error (-99)", Told((CLError)(-99)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_that_wraps_an_OpenCL_error_is_kept()
    {
        var refused = new CLException("the kernel's log", new CLException(CLError.CL_BUILD_PROGRAM_FAILURE));
        var told = EngineErrors.Explain(new InvalidOperationException("outer", refused));
        Assert.StartsWith("the kernel's log. CL_BUILD_PROGRAM_FAILURE (-11) from clBuildProgram. ", told, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_without_an_OpenCL_error_gets_no_explanation() =>
        Assert.Null(EngineErrors.Explain(new InvalidOperationException("something else")));

    [StandInFact, Trait("Tier", "all")]
    public void A_driver_that_does_not_open_is_missing_with_the_log_of_its_compiler()
    {
        const string words = "its log: stand-in.cl:7:3: error: this compiler refuses everything; stand-in.cl:9:1: note: even this. "
            + "CL_BUILD_PROGRAM_FAILURE (-11) from clBuildProgram";
        var result = loader.Run(_folder.FullName, [("STANDIN_ERRORS", "clBuildProgram=-11")], "devices", "--json");
        var missing = JsonNode.Parse(result.Output)!["missing"]!.AsArray().Single(entry => (string?)entry!["backend"] == "opencl");
        Assert.Contains("it does not open", (string?)missing!["reason"], StringComparison.Ordinal);
        Assert.Contains(words, (string?)missing["reason"], StringComparison.Ordinal);
    }

    [StandInTheory, Trait("Tier", "all")]
    [InlineData("STANDIN_ERRORS", "clEnqueueNDRangeKernel=-5", "CL_OUT_OF_RESOURCES (-5)")]
    [InlineData("STANDIN_ERRORS", "clCreateBuffer=-4", "CL_MEM_OBJECT_ALLOCATION_FAILURE (-4) from clCreateBuffer")]
    [InlineData("STANDIN_KERNEL", "crash=", "aborted by a native library")]
    [InlineData("STANDIN_KERNEL", "nothing=", "wrong result")]
    public void A_driver_that_fails_its_self_test_is_listed_with_the_excluded_workloads(string variable, string value, string words)
    {
        var result = loader.Run(_folder.FullName, [(variable, value)], "devices", "--json");
        var device = JsonNode.Parse(result.Output)!["devices"]!.AsArray().Single(entry => (string?)entry!["backend"] == "opencl");
        foreach (var workload in (string[])["stream", "matmul", "attention", "peak"])
            Assert.Contains(words, (string?)device!["excluded"]![workload], StringComparison.Ordinal);
    }

    [StandInFact, Trait("Tier", "all")]
    public void The_plan_refuses_only_the_workloads_that_fail_the_self_test()
    {
        (string, string)[] faults = [("GPUBENCH_FAULT", "Idle@matmul,Abort@attention")];
        var listed = loader.Run(_folder.FullName, faults, "devices", "--json");
        var devices = JsonNode.Parse(listed.Output)!["devices"]!.AsArray();
        var excluded = devices.Single(device => (string?)device!["backend"] == "opencl")!["excluded"]!;
        Assert.StartsWith("wrong result", (string?)excluded["matmul"], StringComparison.Ordinal);
        Assert.Contains("aborted by a native library", (string?)excluded["attention"], StringComparison.Ordinal);
        Assert.Equal(2, excluded.AsObject().Count);

        var plan = loader.Run(_folder.FullName, faults, "run", "--device", "opencl", "--engine", "ilgpu", "--suite", "ci", "--dry-run");
        Assert.Contains("failed attention when it was tried", plan.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("failed stream when it was tried", plan.Output, StringComparison.Ordinal);
    }

    private static string? Told(CLError code) => EngineErrors.Explain(new CLException(code));
}
