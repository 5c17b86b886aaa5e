using CsCheck;
using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Tests.Devices;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests.Memory;

[Collection(DeviceGroup.Name)]
public sealed class StreamTests(DeviceFixture devices)
{
    [DeviceTheory(TestDevice.Cpu), MemberData(nameof(MemoryCheck.Cases), MemberType = typeof(MemoryCheck))]
    public void Cpu_stream_is_right(StreamOperation operation, string kernel) => Check(TestDevice.Cpu, operation, kernel, largest: 3_000);

    [DeviceTheory(TestDevice.OpenCl), MemberData(nameof(MemoryCheck.Cases), MemberType = typeof(MemoryCheck))]
    public void OpenCl_stream_is_right(StreamOperation operation, string kernel) =>
        Check(TestDevice.OpenCl, operation, kernel, largest: 100_000);

    [DeviceTheory(TestDevice.Cuda), MemberData(nameof(MemoryCheck.Cases), MemberType = typeof(MemoryCheck))]
    public void Cuda_stream_is_right(StreamOperation operation, string kernel) =>
        Check(TestDevice.Cuda, operation, kernel, largest: 2_000_000);

    [Fact]
    public void Every_operation_has_a_selected_kernel_without_tiles_for_a_processor() =>
        Assert.All(Enum.GetValues<StreamOperation>(), operation =>
        {
            var selected = StreamKernels.Select(devices[TestDevice.Cpu], operation, 1).Kernel;
            Assert.Equal(operation, selected.Operation);
            Assert.IsNotType<QuadTile>(selected);
        });

    private void Check(TestDevice device, StreamOperation operation, string name, int largest)
    {
        var accelerator = devices[device];
        var kernel = StreamKernels.All.Single(k => k.Operation == operation && string.Equals(k.Name, name, StringComparison.Ordinal));
        var faults = devices.IndexFaultCount;
        foreach (var elements in (int[])[1, 7, 1024, largest - 1])
            CheckSize(accelerator, kernel, elements);
        // Edges do not depend on the size, so these are small. Each load compiles the kernel again, so they are few.
        var mostSampled = Math.Min(largest, 50_000);
        Gen.Int[1, mostSampled].Sample(elements => CheckSize(accelerator, kernel, elements), iter: 2, threads: 1);
        // A resident grid of a GPU has more work items than these arrays have elements. With two groups, each computes several tiles.
        if (kernel is QuadTile tile)
            MemoryCheck.RunStream(accelerator, kernel, mostSampled - 1, tile.Load(accelerator, mostSampled - 1, maxGroups: 2));
        Assert.Equal(faults, devices.IndexFaultCount);
    }

    private static void CheckSize(Accelerator accelerator, IStreamKernel kernel, int elements)
    {
        Assert.Null(kernel.RefusalReason(accelerator, elements));
        MemoryCheck.RunStream(accelerator, kernel, elements);
    }
}
