using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Reports.Results;
using GpuBench.Reports.Tables;
using GpuBench.Tests.Fakes;
using GpuBench.Tests.Publications.Limits;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Reports;

/// <summary>Every share above 100 % in a table has a reason.</summary>
public sealed class ShareNotesTests
{
    private static readonly NumericTriple Fp32 = NumericTriple.Uniform(DType.Fp32);

    private static Section DeviceTable(ResultDocument document) =>
        ResultReport.Of(LimitedRows.Normalizer.Fill(document), LimitedRows.Normalizer).Sections[0];

    private static string Cell(Section section, int row, string column) =>
        section.Table.Rows[row][section.Table.Columns.Index().Single(pair => pair.Item.Title == column).Index];

    private static ResultDocument OnPocl(params ResultRow[] rows)
    {
        var document = Rows.Document(rows);
        var device = new DeviceInfo
        {
            Engine = "ilgpu",
            Backend = Backend.OpenCl,
            Index = 0,
            Class = DeviceClass.HostCpu,
            Name = Rows.PoclCpu.Name,
            Vendor = "nobody",
            MemoryBytes = 1L << 34,
            LastLevelCacheBytes = 32 << 20,
        };
        var opened = new DeviceOpened(device, "1.0", new("opencl-profiling", 1e-9, 0));
        return document with { Manifest = document.Manifest with { Devices = [opened] } };
    }

    private static ResultRow Stream(double bytesPerSecond)
    {
        var point = new Point { { "op", "triad" }, { "n", 1 << 24 } };
        return OnPocl(StreamDefinition.Instance, point, bytesPerSecond, HardwareUnit.Copy) with { Limiter = Limiter.Memory };
    }

    private static ResultRow MemoryBound(int n, double bytesPerSecond)
    {
        var point = new Point { { "m", n }, { "n", n }, { "k", 1 } };
        var intensity = MatMulDefinition.Instance.Count(point, Fp32).ArithmeticIntensity;
        return OnPocl(MatMulDefinition.Instance, point, bytesPerSecond * intensity) with { Limiter = Limiter.Memory };
    }

    private static ResultRow OnPocl(WorkloadDefinition workload, Point point, double rate, HardwareUnit unit = HardwareUnit.Simt) =>
        Rows.Of(workload, point, Fp32, rate, Rows.PoclCpu, "ilgpu", unit);

    [Fact]
    public void A_share_above_100_percent_has_a_note_if_the_operands_fit_in_the_cache()
    {
        var table = DeviceTable(OnPocl(Stream(10e9), MemoryBound(512, 18.9e9), MemoryBound(256, 12e9)));
        Assert.Equal(["100 %", "189 %¹", "120 %¹"], [Cell(table, 0, "of roof"), Cell(table, 1, "of roof"), Cell(table, 2, "of roof")]);
        Assert.Equal(
            "¹ of roof above 100 %: operands fit in the cache of 33.55 MB, but the roof is of memory.", Assert.Single(table.Notes));
    }

    [Fact]
    public void Each_reason_has_its_own_mark()
    {
        var peak = OnPocl(PeakDefinition.Instance, new Point { { "items", 8192 }, { "iterations", 128 } }, 20e9);
        var better = OnPocl(MatMulDefinition.Instance, Rows.Square(1024), 30e9);
        var table = DeviceTable(OnPocl(Stream(10e9), MemoryBound(512, 18.9e9), peak, better, MemoryBound(8192, 11e9)));
        Assert.Equal(
            ["100 %", "189 %¹", "100 %", "150 %²", "110 %³"],
            Enumerable.Range(0, 5).Select(row => Cell(table, row, "of roof")));
        Assert.Equal(["¹", "²", "³"], [.. table.Notes.Select(note => note[..1])]);
        Assert.Contains("a kernel of this run", table.Notes[1], StringComparison.Ordinal);
        Assert.Contains("may be slower than memory", table.Notes[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_note_explains_a_share_of_peak_above_100_percent_by_the_clock()
    {
        var table = DeviceTable(LimitedRows.On(1.98e9, LimitedRows.MatMul(LimitedRows.H100, Rows.Bf16, 1050e12)));
        Assert.Equal("106 %¹", Cell(table, 0, "of peak"));
        Assert.Contains("1.83 GHz and scaled to its highest clock of 1.98 GHz", Assert.Single(table.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tenth_reason_has_a_mark_as_well()
    {
        var rows = Enumerable.Range(1, 10).Select(number =>
            LimitedRows.MatMul(LimitedRows.H100, Rows.Bf16, 1050e12) with
            {
                NominalCheck = new() { Status = NominalStatus.Within, Why = $"reason {number}" },
            });
        var table = ResultReport.Of(LimitedRows.On(1.98e9, [.. rows]), LimitedRows.Normalizer).Sections[0];
        Assert.Equal(["106 %¹", "106 %⁹", "106 %¹⁰"], [Cell(table, 0, "of peak"), Cell(table, 8, "of peak"), Cell(table, 9, "of peak")]);
        Assert.Equal("¹⁰ of peak above 100 %: within the tolerance of the limit (reason 10).", table.Notes[^1]);
    }

    [Fact]
    public void A_suspect_row_has_no_shares_and_no_number_in_the_table()
    {
        var table = DeviceTable(LimitedRows.On(1.98e9, LimitedRows.MatMul(LimitedRows.H100, Rows.Bf16, 1200e12)));
        Assert.Equal(
            ["suspect", "", "", ""],
            [Cell(table, 0, "value"), Cell(table, 0, "95 %"), Cell(table, 0, "of roof"), Cell(table, 0, "of peak")]);
        Assert.Empty(table.Notes);
    }
}
