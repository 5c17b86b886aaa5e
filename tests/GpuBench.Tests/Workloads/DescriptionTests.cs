using GpuBench.Engines;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Workloads;
using GpuBench.Reports;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Workloads;

/// <summary>The text that <c>workloads</c> prints about each workload is true and short.</summary>
public sealed class DescriptionTests
{
    private static readonly DeviceInfo Device = new()
    {
        Engine = "ilgpu",
        Backend = Backend.Cuda,
        Index = 0,
        Class = DeviceClass.Accelerator,
        Name = "device",
        Vendor = "vendor",
        MemoryBytes = 80L << 30,
        ComputeUnits = 132,
    };

    public static TheoryData<string> Names => [.. WorkloadDefinitions.All.Select(definition => definition.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_first_sentence_fits_in_a_column_and_starts_a_longer_description(string name)
    {
        var definition = WorkloadDefinitions.Find(name)!;
        Assert.InRange(definition.Summary.Length, 1, 70);
        Assert.StartsWith($"{definition.Summary}. ", definition.Description, StringComparison.Ordinal);
        Assert.EndsWith(".", definition.Description, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_printed_example_is_one_case_of_each_engine(string name)
    {
        var definition = WorkloadDefinitions.Find(name)!;
        var entry = WorkloadEntry.ListOf(AllWorkloads.All, "gpubench").Single(entry => entry.Name == name);
        var axes = entry.Example.Split(" --axis ");
        Assert.Equal($"gpubench run --workload {name}", axes[0]);
        var quick = definition.Cases(Suite.Quick, Device) is { Count: > 0 } some ? some : [definition.Example];
        var cases = CaseExpansion.Expand(definition, quick, [.. axes[1..].Select(AxisValues.Parse)]);
        Assert.Equal([definition.Example], cases);
        Assert.Null(definition.FaultOf(definition.Example.Point));
        Assert.Null(definition.FaultOf(definition.Example.DType));
    }

    [Fact]
    public void Every_workload_of_an_engine_is_listed() => Assert.Equal(
        AllWorkloads.All.Select(workload => $"{workload.Definition.Name} {workload.Engine}").Order(),
        WorkloadEntry.ListOf(AllWorkloads.All, "")
            .SelectMany(entry => entry.Engines.Select(engine => $"{entry.Name} {engine.Engine}")).Order());
}
