using GpuBench.Kernels.MatMul;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Oracles;
using Xunit;

namespace GpuBench.Tests.Workloads;

public sealed class ElementTypesTests
{
    public static TheoryData<DType> Packable => [.. ElementTypes.All.Where(row => row.Format is not null).Select(row => row.Type)];

    [Fact]
    public void Each_type_has_one_row_and_no_other_value_has_one()
    {
        Assert.Equal(Enum.GetValues<DType>(), ElementTypes.All.Select(row => row.Type));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => ElementTypes.Of((DType)99));
        Assert.Contains("no row of ElementTypes.All describes this type; add one", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Packable))]
    public void Packed_values_are_read_and_packed_again_without_a_change(DType type)
    {
        var row = ElementTypes.Of(type);
        Assert.Equal(32, row.Format!.ElementsPerWord * row.Bits);
        var operand = Operand.Normal(5, "A", 10_001, type);
        var values = operand.Unpack();
        Assert.Equal(operand.Words, Packed.Words(values, type));
        Assert.Equal(operand.Words.Length, Math.Ceiling(row.BytesOf(10_001) / sizeof(uint)));
        // Except for denormals, no element differs from its value by more than the row's roundoff.
        var exact = SeededData.Normal(5, "A", 10_001).Select(value => (double)value * row.StandardDeviation).ToArray();
        var roundoff = row.IsInteger ? 0.5 : row.UnitRoundoff;
        var worst = exact.Zip(values).Where(pair => Math.Abs(pair.First) is > 0.02 and < 127)
            .Max(pair => Math.Abs(pair.Second - pair.First) / (row.IsInteger ? 1 : Math.Abs(pair.First)));
        Assert.InRange(worst, type is DType.Fp32 ? 0 : 0.85 * roundoff, roundoff);
    }

    [Theory]
    [InlineData(DType.Fp64, 3, 24)]
    [InlineData(DType.Tf32, 3, 12)]
    [InlineData(DType.Bf16, 3, 6)]
    [InlineData(DType.Fp8E5M2, 3, 3)]
    public void Bytes_follow_from_bits(DType type, double count, double bytes) => Assert.Equal(bytes, ElementTypes.Of(type).BytesOf(count));

    [Fact]
    public void An_odd_number_of_half_bytes_is_rounded_up_to_a_whole_byte() =>
        Assert.Equal(3, new ElementType(DType.Int8, 4, 0, MatrixUnits.Only).BytesOf(5));

    [Fact]
    public void A_type_needs_matrix_units_exactly_if_its_kernels_need_them()
    {
        (DType Type, MatMulTypes Kernels)[] pairs =
        [
            (DType.Fp32, MatMulTypes.Fp32), (DType.Tf32, MatMulTypes.Tf32), (DType.Fp16, MatMulTypes.Fp16), (DType.Bf16, MatMulTypes.Bf16),
            (DType.Fp8E4M3, MatMulTypes.Fp8), (DType.Int8, MatMulTypes.Int8),
        ];
        foreach (var (type, kernels) in pairs)
            Assert.Equal(kernels.NeedMatrixUnits, ElementTypes.Of(type).MatrixUnits == MatrixUnits.Only);
    }

    [Fact]
    public void Sums_of_matrix_units_in_fp8_are_less_exact_than_their_accumulator()
    {
        Assert.Equal(Math.ScaleB(1, -18), Precision.SumRoundoff(new(DType.Fp8E4M3, DType.Fp32, DType.Bf16)));
        Assert.Equal(Math.ScaleB(1, -24), Precision.SumRoundoff(new(DType.Tf32, DType.Fp32, DType.Fp32)));
        Assert.Equal(0, Precision.SumRoundoff(new(DType.Int8, DType.Int32, DType.Int32)));
    }
}
