using GpuBench.Ilgpu.Workloads;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Shapes;
using Xunit;

namespace GpuBench.Tests.Workloads;

/// <summary>The axis <c>scaling</c> of a matrix multiply.</summary>
public sealed class MatMulScalingTests
{
    private static readonly MatMulDefinition Definition = MatMulDefinition.Instance;

    private static readonly NumericTriple Fp8 = Definition.DTypes["fp8-e4m3"];

    private static Point Scaled(int m = 64, int n = 300, int k = 512) =>
        new() { { "m", m }, { "n", n }, { "k", k }, { "layout", "nt" }, { "scaling", "block-128" } };

    private static Point Plain { get; } = new() { { "m", 64 }, { "n", 300 }, { "k", 512 }, { "layout", "nt" } };

    [Fact]
    public void A_point_without_a_scaling_is_per_tensor()
    {
        Assert.False(MatMulShape.From(Plain).HasBlockScales);
        Assert.True(MatMulShape.From(Scaled()).HasBlockScales);
        Assert.Null(Definition.FaultOf(Plain));
        Assert.Null(Definition.FaultOf(Scaled()));
        var expanded = CaseExpansion.Expand(
            Definition, [Definition.Example with { Point = Plain }], [AxisValues.Parse("scaling=per-tensor,block-128")]);
        Assert.Equal(["m=64,n=300,k=512,layout=nt", "m=64,n=300,k=512,layout=nt,scaling=block-128"], expanded.Select(c => $"{c.Point}"));
    }

    [Fact]
    public void The_scaling_is_in_the_text_of_a_point_and_a_field_of_its_figures()
    {
        Assert.Equal("64×300×512 Bᵀ", Definition.Format(Plain));
        Assert.Equal("64×300×512 Bᵀ block-128", Definition.Format(Scaled()));
        var fields = Definition.Published.FieldsOf(Scaled(), Definition.Count(Scaled(), Fp8));
        Assert.Equal("block-128", fields["scaling"]);
        Assert.DoesNotContain("scaling", Definition.Published.FieldsOf(Plain, Definition.Count(Plain, Fp8)).Keys);
    }

    /// <summary>64·4 scales of A, and 3·4 of B.</summary>
    [Fact]
    public void Scales_are_in_memory_and_not_counted()
    {
        Assert.Equal(Definition.Count(Plain, Fp8), Definition.Count(Scaled(), Fp8));
        Assert.Equal(
            Definition.BytesPerSet(Plain, Fp8) + (4 * ((64 * 4) + (3 * 4))), Definition.BytesPerSet(Scaled(), Fp8));
    }

    [Theory]
    [InlineData("fp8-e4m3", "layout=nt", null)]
    [InlineData("fp8-e5m2", "layout=nt", "--axis dtype=fp8-e4m3")]
    [InlineData("bf16", "layout=nt", "--axis dtype=fp8-e4m3")]
    [InlineData("fp8-e4m3", "layout=nn", "--axis layout=nt")]
    [InlineData("fp8-e4m3", "batch=2", "--axis batch=1")]
    [InlineData("fp8-e4m3", "k=576", "multiple of 128")]
    public void A_product_that_has_no_scales_per_block_is_unsupported_with_what_to_do(string type, string axis, string? reason)
    {
        var c = CaseExpansion.Expand(
            Definition, [Definition.Example with { Point = Scaled(), DType = Definition.DTypes[type] }], [AxisValues.Parse(axis)]).Single();
        var trial = new Trial("ilgpu", "cuda:0", "matmul", c.Point, c.DType, c.Conditions);
        var device = FakeDevice.SomeCpu with { Backend = Backend.Cuda, MaxAllocationBytes = 1 << 30 };
        var refusal = new MatMulWorkload().Refuse(device, trial);
        Assert.Equal(reason is null ? null : TrialStatus.Unsupported, refusal?.Status);
        if (reason is not null)
        {
            Assert.Contains(reason, refusal!.Reason, StringComparison.Ordinal);
            Assert.Contains("--axis scaling=per-tensor", refusal.Reason, StringComparison.Ordinal);
        }
        Assert.Null(MatMulDefinition.RefuseScaling(trial with { Point = Plain }));
    }

    /// <summary>A has 64·512 bytes of elements, and 64·4 scales.</summary>
    [Fact]
    public void Scales_count_in_the_largest_buffer()
    {
        Refusal? Refuse(Point point, long bytes) => new MatMulWorkload().Refuse(
            FakeDevice.SomeCpu with { Backend = Backend.Cuda, MaxAllocationBytes = bytes },
            new("ilgpu", "cuda:0", "matmul", point, Fp8, Definition.Example.Conditions));
        Assert.Null(Refuse(Plain.With("n", 8), 64 * 512));
        Assert.Equal(TrialStatus.Skipped, Refuse(Scaled(n: 8), 64 * 512)?.Status);
        Assert.Null(Refuse(Scaled(n: 8), (64 * 512) + (4 * 64 * 4)));
    }
}
