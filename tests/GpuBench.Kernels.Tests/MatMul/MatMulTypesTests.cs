using GpuBench.Kernels.Loading;
using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Storage;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests.MatMul;

public sealed class MatMulTypesTests
{
    [Fact]
    public void Common_type_combinations_are_named_by_their_input_type() => Assert.Equal(
        ["fp32", "fp16", "bf16", "tf32", "fp8-e4m3", "int8"],
        new[] { MatMulTypes.Fp32, MatMulTypes.Fp16, MatMulTypes.Bf16, MatMulTypes.Tf32, MatMulTypes.Fp8, MatMulTypes.Int8 }
            .Select(types => types.ToString()));

    [Theory]
    [InlineData(89, "fp8-e4m3-nt", KernelUnit.Matrix)]
    [InlineData(90, "fp8-e4m3-nt", KernelUnit.Emulated)]
    [InlineData(90, "fp16-nt", KernelUnit.Matrix)]
    [InlineData(120, "fp8-e4m3-nt", KernelUnit.Matrix)]
    public void Only_Hopper_emulates_fp8(int computeCapability, string variant, KernelUnit expected)
    {
        var device = new DeviceTraits(
            AcceleratorType.Cuda, IsProcessor: false, computeCapability, MaxGroupSize: 1024, SharedBytesPerGroup: 48 << 10,
            MultiprocessorCount: 132);
        foreach (var kernel in MatMulKernels.All.Where(kernel => kernel.UsesMatrixUnits))
            Assert.Equal(expected, kernel.UnitOn(device, kernel.Variants.Single(v => v.ToString() == variant)));
    }

    [Fact]
    public void Uncommon_type_combinations_are_named_by_all_three_types() =>
        Assert.Equal("fp8-e4m3-fp32-fp32", new MatMulTypes(StorageType.Fp8E4M3, StorageType.Fp32, StorageType.Fp32).ToString());
}
