using System.Globalization;
using System.Text;

namespace GpuBench.Driver.Tests;

/// <summary>
/// What each kernel requires of a GPU, counted on the interpreter. kernels/PERFORMANCE-MODEL.md contains these counts, and changes only
/// together with a kernel.
/// </summary>
[Collection(FakeDriverTests.Name)]
public sealed class PerformanceModelTests(FakeDriverFixture fixture, InstructionCounts census)
{
    private const string MachineCodeHeader =
        "| kernel | architecture | registers | shared bytes | FFMA | matrix | LDSM | LDGSTS | LDS.128 | LDS | LDG.128 | LDG | BAR |\n"
        + "|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";

    [LinuxX64Fact]
    public void The_counts_of_each_kernel_match_the_table_of_the_performance_model()
    {
        var table = new StringBuilder(
            "| kernel | shape | warp instructions | matrix | arithmetic | integer | control | shared passes / request "
            + "| bank conflicts | global sectors / request | bytes asked for / needed |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var kernel in census.Kernels(fixture))
            table.Append(kernel.Counts).Append('\n');
        RequireTable("counts", table.ToString());
    }

    [PtxasFact, Trait("Tier", "all")]
    public void No_kernel_spills_and_machine_code_counts_match_the_table_of_the_performance_model()
    {
        var table = new StringBuilder(MachineCodeHeader);
        foreach (var row in census.Kernels(fixture).AsParallel().AsOrdered().Select(MachineCodeRows))
            table.Append(row);
        RequireTable("machine code", table.ToString());
    }

    private string MachineCodeRows(CountedKernel kernel) => string.Concat(Ptxas.Architectures(kernel.Ptx).Select(architecture =>
    {
        var assembled = census.Assembled(kernel, architecture);
        var code = assembled.Code;
        Assert.Equal((0, 0, 0, 0), (assembled.StackBytes, assembled.SpillBytes, code.Count("LDL"), code.Count("STL")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| `{kernel.Name}` | {architecture} | {assembled.Registers} | {assembled.SharedBytes} | {code.Count("FFMA")} "
            + $"| {code.MatrixCount} | {code.Count("LDSM")} | {code.Count("LDGSTS")} | {code.Count("LDS", "128")} | {code.Count("LDS")} "
            + $"| {code.Count("LDG", "128")} | {code.Count("LDG")} | {code.Count("BAR")} |\n");
    }));

    private static void RequireTable(string name, string table)
    {
        var path = Path.Combine(RepositoryRoot(), "kernels", "PERFORMANCE-MODEL.md");
        var text = File.ReadAllText(path);
        var begin = $"<!-- {name}: written by PerformanceModelTests with GPUBENCH_WRITE_DOCS=1 -->\n";
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = text.IndexOf($"<!-- end of {name} -->", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("GPUBENCH_WRITE_DOCS") == "1")
            File.WriteAllText(path, text[..from] + table + text[to..]);
        else
            Assert.Equal(table, text[from..to]);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GpuBench.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("not below the repository");
    }
}
