using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Storage;

namespace GpuBench.Kernels.Tests.MatMul;

public sealed class MatMulTypesTests
{
    [Fact]
    public void Common_type_combinations_are_named_by_their_input_type() => Assert.Equal(
        ["fp32", "fp16", "bf16", "tf32", "fp8-e4m3", "int8"],
        new[] { MatMulTypes.Fp32, MatMulTypes.Fp16, MatMulTypes.Bf16, MatMulTypes.Tf32, MatMulTypes.Fp8, MatMulTypes.Int8 }
            .Select(types => types.ToString()));

    [Fact]
    public void Uncommon_type_combinations_are_named_by_all_three_types() =>
        Assert.Equal("fp8-e4m3-fp32-fp32", new MatMulTypes(StorageType.Fp8E4M3, StorageType.Fp32, StorageType.Fp32).ToString());
}
