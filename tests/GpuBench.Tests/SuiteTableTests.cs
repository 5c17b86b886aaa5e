using System.Globalization;
using System.Text;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests;

/// <summary>The list of trials in results/README.md is what the program really plans.</summary>
public sealed class SuiteTableTests
{
    private const string Begin = "<!-- suites: written by SuiteTableTests with GPUBENCH_WRITE_DOCS=1 -->\n";
    private const string End = "<!-- end of suites -->";

    [Fact]
    public void The_trials_of_each_suite_are_listed()
    {
        var path = Repository.File("results/README.md");
        var text = File.ReadAllText(path);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("GPUBENCH_WRITE_DOCS") == "1")
            File.WriteAllText(path, text[..from] + Table() + text[to..]);
        else
            Assert.Equal(Table(), text[from..to]);
    }

    private static string Table()
    {
        var table = new StringBuilder("| suite | device | workload | points | types |\n|---|---|---|---|---|\n");
        var definitions = AllWorkloads.All.Select(workload => workload.Definition).DistinctBy(definition => definition.Name).ToList();
        foreach (var suite in Enum.GetValues<Suite>())
            foreach (var deviceClass in Enum.GetValues<DeviceClass>())
                foreach (var definition in definitions)
                    table.Append(CultureInfo.InvariantCulture, $"{Row(suite, deviceClass, definition)}\n");
        return table.ToString();
    }

    private static string Row(Suite suite, DeviceClass deviceClass, WorkloadDefinition definition)
    {
        // One compute unit: where points depend on their number, the table says how many there are for each.
        var cases = definition.Cases(suite, FakeDevice.SomeCpu with { Class = deviceClass, ComputeUnits = 1 });
        var points = cases.Select(c => c.Point.ToString()).Distinct();
        var types = cases.Select(c => c.DType?.ToString()).OfType<string>().Distinct();
        return $"| {suite.Text()} | {deviceClass.Text()} | {definition.Name} | {string.Join("<br>", points)} | {string.Join(", ", types)} |";
    }
}
