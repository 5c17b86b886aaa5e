using System.Diagnostics;
using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Exporters;
using GpuBench.Reports.Results;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Benchmarks.Comparing;

/// <summary>
/// The command <c>compare</c>: what it costs to read a results file, to compare its rows with three accelerators, and to write the
/// table. Each number of rows has a process of its own, so that start and memory count.
/// </summary>
internal static class CompareBenchmark
{
    /// <summary>The first word of a child's command line, after <c>compare</c>.</summary>
    private const string Child = "file";

    /// <summary>The settings of the program's project (GpuBench.csproj).</summary>
    private static readonly string[] ProgramSettings = ["DOTNET_TieredPGO", "DOTNET_gcConcurrent"];

    private static readonly int[] RowCounts = [1250, 2500, 5000];

    /// <exception cref="UserError">Exit code 2: no template; exit code 4: it cannot be read.</exception>
    public static int Run(string[] words) => words switch
    {
        [Child, var file] => CompareFile(file),
        [var template] => Measure(template),
        _ => throw UserError.Usage("compare: name a results file whose rows are multiplied, e.g. compare results.json"),
    };

    private static int Measure(string template)
    {
        var document = ResultFile.Read(template, WorkloadDefinitions.All);
        Console.Out.WriteLine("CPU seconds and peak memory of comparing a results file with 3 accelerators, with the start of the program");
        foreach (var count in RowCounts)
        {
            var file = Path.GetTempFileName();
            try
            {
                ResultFile.Write(file, ManyRows.Of(document, count));
                var start = new ProcessStartInfo(Environment.ProcessPath!, ["compare", Child, file]);
                foreach (var setting in ProgramSettings)
                    start.Environment[setting] = "0";
                using var child = Process.Start(start)!;
                child.WaitForExit();
            }
            finally
            {
                File.Delete(file);
            }
        }
        return 0;
    }

    private static int CompareFile(string file)
    {
        var normalizer = new ResultNormalizer(
            Normalizer.Shipped, [.. ResultNormalizer.DefaultAgainst.Select(Normalizer.Shipped.Names.Resolve)]);
        var document = normalizer.Fill(ResultFile.Read(file, WorkloadDefinitions.All));
        var output = new StringWriter(CultureInfo.InvariantCulture);
        new TerminalExporter(100).Write(ResultReport.Of(document, normalizer), output);
        using var process = Process.GetCurrentProcess();
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{document.Rows.Count} rows ({new FileInfo(file).Length / 1e6:F0} MB): {process.TotalProcessorTime.TotalSeconds:F2} s of CPU, "
            + $"{process.PeakWorkingSet64 / 1e6:F0} MB, {output.GetStringBuilder().Length / 1e6:F1} MB of table"));
        return 0;
    }
}
