using System.CommandLine;
using System.Reflection;
using GpuBench.Commands;
using GpuBench.Reports;
using GpuBench.Reports.Exporters;
using GpuBench.Reports.Tables;
using Xunit;

namespace GpuBench.Tests.Reports.Expectations;

/// <summary>Every report in every format, character by character.</summary>
public sealed class ReportExpectationTests
{
    /// <summary>Widths of the terminal: one at which columns are left out, and one at which all of them fit.</summary>
    private static readonly int[] Widths = [100, 200];

    public static TheoryData<string> Cases => [.. ReportCases.All.Select(one => one.ToString())];

    /// <summary>The names of a case's files, and the exporters that write them.</summary>
    private static IEnumerable<(string File, IExporter Exporter)> FilesOf(ReportCase one) => ReportExporters.All.SelectMany(exporter =>
        exporter is TerminalExporter
            ? Widths.Select(width => ($"{one}.{exporter.Format}-{width}.txt", (IExporter)new TerminalExporter(width)))
            : [($"{one}.{exporter.Format}", exporter)]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_report_equals_its_expectation(string name)
    {
        var one = ReportCases.All.Single(one => one.ToString() == name);
        var report = one.Make();
        foreach (var (file, exporter) in FilesOf(one))
        {
            using var output = new StringWriter { NewLine = "\n" };
            exporter.Write(report, output);
            Expectation.Check(file, exporter.Format == "json" ? Expectation.InLines(output.ToString()) : output.ToString());
        }
    }

    [Fact]
    public void Every_report_has_a_case() => Assert.Equal(
        typeof(DeviceReport).Assembly.GetExportedTypes()
            .Where(type => type.GetMethods().Any(method => method.IsStatic && method.ReturnType == typeof(Report)))
            .Select(type => type.Name).Order(),
        ReportCases.All.Select(one => one.Of.Name).Distinct().Order());

    [Fact]
    public void Every_command_that_prints_in_formats_has_a_case() => Assert.Equal(
        typeof(FormatOption).Assembly.GetTypes()
            .Select(type => type.GetMethod("Create", BindingFlags.Public | BindingFlags.Static, []))
            .Where(create => create?.ReturnType == typeof(Command))
            .Select(create => (Command)create!.Invoke(null, null)!)
            .Where(command => command.Options.Any(option => option.Name == "--format"))
            .Select(command => command.Name).Order(),
        ReportCases.All.Select(one => one.Command.Split(' ')[^1]).Distinct().Order());

    [Fact]
    public void Every_expectation_belongs_to_a_case() => Assert.Equal(
        ReportCases.All.SelectMany(FilesOf).Select(file => file.File).Order(),
        Directory.GetFiles(Expectation.Folder).Select(Path.GetFileName).Order());
}
