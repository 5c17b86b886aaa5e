using System.Globalization;
using System.Text;
using GpuBench.Commands;
using GpuBench.Engines;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Exporters;
using GpuBench.Tests.Documents;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests;

/// <summary>The lists in results/SUITES.md are equal to what the program plans, and to the published figures.</summary>
public sealed class SuiteTableTests
{
    [Fact]
    public void The_trials_of_each_suite_are_listed() =>
        GeneratedPart.Check("results/SUITES.md", "suites", nameof(SuiteTableTests), Table());

    [Fact]
    public void The_published_tasks_are_listed_with_the_suite_that_measures_them()
    {
        var against = ResultNormalizer.DefaultAgainst.Select(Normalizer.Shipped.Names.Resolve);
        using var text = new StringWriter { NewLine = "\n" };
        new MarkdownExporter().Write(FiguresCoverageCommand.Tasks(new(Normalizer.Shipped, [.. against])), text);
        GeneratedPart.Check("results/SUITES.md", "tasks", nameof(SuiteTableTests), text.ToString());
    }

    private static string Table()
    {
        var table = new StringBuilder("| suite | rounds of each trial | budget |\n|---|---|---|\n");
        foreach (var suite in Enum.GetValues<Suite>())
            table.Append(CultureInfo.InvariantCulture, $"| {suite.Text()} | {SuiteSettings.Of(suite).Rounds} | {Budget(suite)} |\n");
        table.Append("\n| suite | device | workload | points | types |\n|---|---|---|---|---|\n");
        var definitions = AllWorkloads.All.Select(workload => workload.Definition).DistinctBy(definition => definition.Name).ToList();
        foreach (var suite in Enum.GetValues<Suite>())
            foreach (var deviceClass in Enum.GetValues<DeviceClass>())
                foreach (var definition in definitions)
                    foreach (var row in Rows(suite, deviceClass, definition))
                        table.Append(CultureInfo.InvariantCulture, $"{row}\n");
        return table.ToString();
    }

    private static string Budget(Suite suite) =>
        SuiteSettings.Of(suite).Budget is { } budget ? string.Create(CultureInfo.InvariantCulture, $"{budget.TotalSeconds} s") : "none";

    /// <summary>
    /// One row for the cases that every engine measures. One more row for the cases that libtorch's engines add, and one for those that
    /// they time as a published script does.
    /// </summary>
    private static IEnumerable<string> Rows(Suite suite, DeviceClass deviceClass, WorkloadDefinition definition)
    {
        // The device has one compute unit. If points depend on the number of units, the table lists the amount for each unit.
        var device = FakeDevice.SomeCpu with { Class = deviceClass, ComputeUnits = 1 };
        var added = AllWorkloads.All
            .Where(workload => workload.Definition == definition)
            .SelectMany(workload => workload.Cases(suite, device))
            .Except(definition.Cases(suite, device)).ToLookup(c => c.Conditions.Launch == LaunchMode.Script);
        var (library, scripts) = (added[false].ToList(), added[true].ToList());
        yield return Row(suite, deviceClass, definition.Name, definition.Cases(suite, device));
        if (library.Count > 0)
            yield return Row(suite, deviceClass, $"{definition.Name} by libtorch alone", library);
        if (scripts.Count > 0)
            yield return Row(suite, deviceClass, $"{definition.Name} as script (torchsharp)", scripts);
    }

    private static string Row(Suite suite, DeviceClass deviceClass, string workload, IReadOnlyList<Case> cases)
    {
        var points = cases.Select(c => c.Point.ToString()).Distinct();
        var types = cases.Select(c => c.DType?.ToString()).OfType<string>().Distinct();
        return $"| {suite.Text()} | {deviceClass.Text()} | {workload} | {string.Join("<br>", points)} | {string.Join(", ", types)} |";
    }
}
