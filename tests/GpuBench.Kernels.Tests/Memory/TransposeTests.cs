using CsCheck;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.Tests.Devices;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests.Memory;

[Collection(DeviceGroup.Name)]
public sealed class TransposeTests(DeviceFixture devices)
{
    [DeviceTheory(TestDevice.CpuWide), MemberData(nameof(TransposeCheck.Cases), MemberType = typeof(TransposeCheck))]
    public void Cpu_transpose_is_right(string kernel, StorageType storage) =>
        Check(TestDevice.CpuWide, kernel, storage, maxElements: 1_100);

    [DeviceTheory(TestDevice.OpenCl), MemberData(nameof(TransposeCheck.Cases), MemberType = typeof(TransposeCheck))]
    public void OpenCl_transpose_is_right(string kernel, StorageType storage) =>
        Check(TestDevice.OpenCl, kernel, storage, maxElements: 1 << 20);

    [DeviceTheory(TestDevice.Cuda), MemberData(nameof(TransposeCheck.Cases), MemberType = typeof(TransposeCheck))]
    public void Cuda_transpose_is_right(string kernel, StorageType storage) =>
        Check(TestDevice.Cuda, kernel, storage, maxElements: 1 << 22);

    [Theory]
    [InlineData(AcceleratorType.Cuda, StorageType.Fp32, 33, 65, "tile")]
    [InlineData(AcceleratorType.OpenCL, StorageType.Fp32, 33, 65, "tile")]
    [InlineData(AcceleratorType.OpenCL, StorageType.Fp16, 34, 66, "tile")]
    [InlineData(AcceleratorType.OpenCL, StorageType.Fp16, 33, 66, "naive", "needs rows to be a multiple of 2, it is 33")]
    [InlineData(AcceleratorType.OpenCL, StorageType.Fp16, 34, 65, "naive", "needs columns to be a multiple of 2, it is 65")]
    [InlineData(AcceleratorType.OpenCL, StorageType.Fp32, 32 * 65536, 1, "naive", "needs 65536 rows of groups")]
    [InlineData(AcceleratorType.CPU, StorageType.Fp32, 32, 32, "naive", "a barrier is expensive on a processor")]
    public void The_fastest_kernel_that_can_run_is_chosen(
        AcceleratorType type, StorageType storage, int rows, int columns, string expected, string reason = "")
    {
        var choice = TransposeKernels.Candidates(Device(type), storage, new(rows, columns)).First();
        Assert.Equal(expected, choice.Kernel.Name);
        Assert.Contains(reason, choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_naive_kernel_is_chosen_for_a_processor_under_OpenCL()
    {
        var processor = Device(AcceleratorType.OpenCL) with { IsProcessor = true };
        Assert.Equal("naive", TransposeKernels.Candidates(processor, StorageType.Fp32, new(64, 64)).First().Kernel.Name);
    }

    [Fact]
    public void Small_groups_allow_only_the_naive_kernel_and_too_many_elements_allow_none()
    {
        var device = Device(AcceleratorType.OpenCL);
        var smallGroups = TransposeKernels.Candidates(device with { MaxGroupSize = 128 }, StorageType.Fp32, new(64, 64));
        Assert.Equal("naive", Assert.Single(smallGroups).Kernel.Name);
        TransposeSize size = new(1 << 20, 1 << 11);
        Assert.Empty(TransposeKernels.Candidates(device, StorageType.Fp32, size));
        var why = TransposeKernels.RefusalReason(device, StorageType.Fp32, size);
        Assert.Contains("outside the 32-bit index range", why, StringComparison.Ordinal);
    }

    private static DeviceTraits Device(AcceleratorType type) => new(
        type, IsProcessor: type == AcceleratorType.CPU, ComputeCapability: type == AcceleratorType.Cuda ? 90 : 0,
        MaxGroupSize: 1024, SharedBytesPerGroup: 48 << 10, MultiprocessorCount: 8);

    private void Check(TestDevice device, string name, StorageType storage, int maxElements)
    {
        var (accelerator, kernel) = (devices[device], TransposeCheck.Find(name));
        var launch = kernel.Load(accelerator, storage);
        var faults = devices.IndexFaultCount;
        void CheckSize(TransposeSize size)
        {
            if (size.Rows * size.Columns <= maxElements && kernel.RefusalReason(DeviceTraits.Of(accelerator), storage, size) is null)
                TransposeCheck.Run(accelerator, launch, storage, size, name);
        }

        foreach (var size in TransposeCheck.Sizes)
            CheckSize(size);
        var longest = (int)Math.Sqrt(maxElements);
        Gen.Select(Gen.Int[1, longest], Gen.Int[1, longest]).Sample((rows, columns) => CheckSize(new(rows, columns)), iter: 8, threads: 1);
        Assert.Equal(faults, devices.IndexFaultCount);
    }
}
