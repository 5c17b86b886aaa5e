using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Results;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;
using Xunit;

namespace GpuBench.Tests.Reports;

public sealed class ModelRoofTests
{
    private static readonly LlamaConfig Model = LlamaConfig.Find("110m");
    private static readonly Point Prompt = new PrefillShape(Model, 1, 512).ToPoint();
    private static readonly Point Context = new DecodeShape(Model, 1, 128, 128).ToPoint();

    [Fact]
    public void Prefill_is_a_share_of_the_matrix_multiply_in_the_same_type()
    {
        var row = ModelRow(PrefillDefinition.Instance, Prompt, tokensPerSecond: 1000);
        var flopPerSecond = row.Work.OperationCount / 512 * 1000;
        var shares = Shares(
            row, Rows.MatMul(1024, Rows.Bf16, 4 * flopPerSecond, Rows.PoclCpu),
            Rows.MatMul(1024, Rows.Fp16, 99 * flopPerSecond, Rows.PoclCpu));
        Assert.Equal(0.25, shares.OfMeasuredRoof(row)!.Value, 1e-9);
        Assert.Null(Shares(row).OfMeasuredRoof(row));
    }

    /// <summary>Lanes that sum bf16 in fp32 are not faster than lanes that multiply fp32.</summary>
    [Fact]
    public void The_roof_of_the_lanes_is_shared_by_all_types_with_the_same_accumulator()
    {
        var row = ModelRow(PrefillDefinition.Instance, Prompt, tokensPerSecond: 1000);
        var flopPerSecond = row.Work.OperationCount / 512 * 1000;
        var fp32 = Rows.MatMul(1024, NumericTriple.Uniform(DType.Fp32), 10 * flopPerSecond, Rows.PoclCpu, unit: HardwareUnit.Simt);
        Assert.Equal(
            0.1,
            Shares(
                row, Rows.MatMul(1024, Rows.Bf16, flopPerSecond, Rows.PoclCpu, unit: HardwareUnit.Simt), fp32).OfMeasuredRoof(row)!.Value,
            1e-9);
    }

    [Fact]
    public void Decode_is_a_share_of_the_fastest_stream_of_the_same_engine()
    {
        var row = ModelRow(DecodeDefinition.Instance, Context, tokensPerSecond: 100);
        var read = Read(row.Work.Bytes * 200, "torchsharp");
        Assert.Equal(0.5, Shares(row, read, Read(row.Work.Bytes * 900, "ilgpu")).OfMeasuredRoof(row)!.Value, 1e-9);
        Assert.Null(Shares(row).OfMeasuredRoof(row));
    }

    [Fact]
    public void A_row_of_a_model_without_a_law_is_bounded_by_nominal_figures_and_divided_by_no_published_row()
    {
        var rows = new[] { ModelRow(PrefillDefinition.Instance, Prompt, 1000), ModelRow(DecodeDefinition.Instance, Context, 100) };
        var filled = Normalizer(new(PublishedData.Shipped)).Fill(Rows.Document(rows));
        foreach (var comparison in filled.Rows.SelectMany(row => row.Comparisons))
        {
            Assert.Equal(("peak", true), (comparison.Verdict, comparison.IsLowerBound));
            Assert.Matches("-(peak-compute|memory-bandwidth)-", comparison.Figure);
        }
    }

    private static ResultRow ModelRow(WorkloadDefinition definition, Point point, double tokensPerSecond) =>
        Rows.Of(definition, point, Rows.Bf16, tokensPerSecond, Rows.PoclCpu, "torchsharp", HardwareUnit.Mixed);

    private static ResultRow Read(double bytesPerSecond, string engine) => Rows.Of(
        StreamDefinition.Instance, new Point { { "op", "read" }, { "n", 1 << 24 } }, NumericTriple.Uniform(DType.Fp32), bytesPerSecond,
        Rows.PoclCpu, engine, HardwareUnit.Copy);

    private static RoofShares Shares(params ResultRow[] rows) => new(rows, Normalizer());

    private static ResultNormalizer Normalizer(Normalizer? normalizer = null) =>
        new(
            normalizer ?? GpuBench.Publications.Normalising.Normalizer.Shipped,
            [new VariantId("h100", "sxm5-80gb"), new VariantId("h20", "96gb-hbm3")]);
}
