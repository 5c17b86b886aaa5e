using GpuBench.Measuring;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Workloads;

public sealed class TransposeDefinitionTests
{
    private static readonly TransposeDefinition Definition = TransposeDefinition.Instance;

    public static TheoryData<string, int, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, int>();
            foreach (var dtype in Definition.DTypes.Keys)
            {
                cases.Add(dtype, 3, 5);
                cases.Add(dtype, 130, 67);
                cases.Add(dtype, 67, 130);
            }

            return cases;
        }
    }

    [Theory, InlineData("fp32", 24), InlineData("fp16", 12), InlineData("bf16", 12)]
    public void Each_element_is_read_once_and_written_once(string dtype, int bytes) =>
        Assert.Equal(new WorkCount(0, bytes, bytes), Definition.Count(PointOf(2, 3), Definition.DTypes[dtype]));

    [Theory, MemberData(nameof(Cases))]
    public void The_right_result_has_no_error(string dtype, int rows, int columns)
    {
        var (operand, result) = Transposed(dtype, rows, columns);
        var check = TransposeDefinition.Check(PointOf(rows, columns), operand, result);
        Assert.Equal(new(0, Tolerance: 0, $"the bits of all {rows * columns} elements"), check);
    }

    /// <summary>Changes the lowest bit of three elements: the first one, the last one, and one in the last row of the result.</summary>
    [Theory, MemberData(nameof(Cases))]
    public void Each_wrong_element_is_counted(string dtype, int rows, int columns)
    {
        var (operand, result) = Transposed(dtype, rows, columns);
        var perWord = dtype == "fp32" ? 1 : 2;
        foreach (var element in (int[])[0, (columns - 1) * rows, (rows * columns) - 1])
            result[element / perWord] ^= 1u << (element % perWord * 16);
        var check = TransposeDefinition.Check(PointOf(rows, columns), operand, result);
        Assert.Equal((3, false), (check.MaxError, check.Passed));
    }

    [Fact]
    public void A_copy_that_is_not_transposed_has_an_error()
    {
        var operand = Operand.Normal(seed: 1, "source", 60, DType.Fp32);
        Assert.True(TransposeDefinition.Check(PointOf(6, 10), operand, operand.Words).MaxError > 50);
    }

    [Fact]
    public void A_matrix_beyond_the_range_of_an_index_is_refused() =>
        Assert.Equal(
            ExitCode.Usage, Assert.Throws<UserError>(() => Definition.Validate(PointOf(1 << 20, 1 << 11))).ExitCode);

    private static Point PointOf(int rows, int columns) => new() { { "m", rows }, { "n", columns } };

    private static (Operand Operand, uint[] Result) Transposed(string dtype, int rows, int columns)
    {
        var type = Definition.DTypes[dtype].Input;
        var operand = Operand.Normal(seed: 1, "source", rows * columns, type);
        var values = operand.Unpack();
        float[] transposed =
        [
            .. from column in Enumerable.Range(0, columns)
               from row in Enumerable.Range(0, rows)
               select values[(row * columns) + column],
        ];
        return (operand, Packed.Words(transposed, type));
    }
}
