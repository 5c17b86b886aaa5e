using System.Buffers.Binary;
using GpuBench.PtxInterpreter.Driver;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Driver.Tests;

/// <summary>The interface through which the fake driver gets an executor of PTX.</summary>
[Collection(FakeDriverTests.Name)]
public sealed class ExecutorTests(FakeDriverFixture fixture)
{
    [LinuxX64Fact]
    public void An_executor_gets_the_launch_and_the_memory_behind_its_addresses()
    {
        fixture.Present(new() { Executor = AddOnTheHost });
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);
        using var buffer = accelerator.Allocate1D([1, 2, 3]);

        accelerator.LoadStreamKernel<ArrayView<int>, int>(Add)(new KernelConfig(1, 3), buffer.View.AsContiguous(), 10);

        Assert.Equal([11, 12, 13], buffer.GetAsArray1D());
    }

    [LinuxX64Fact]
    public unsafe void A_kernel_can_access_only_device_memory_and_page_locked_memory()
    {
        UnifiedMemory? memory = null;
        fixture.Present(new()
        {
            Executor = (_, given) =>
            {
                memory = given;
                return CudaResult.Success;
            },
        });
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);
        using var buffer = accelerator.Allocate1D<int>(4);
        using var pageLocked = accelerator.AllocatePageLocked1D<int>(4);
        accelerator.LoadStreamKernel<ArrayView<int>, int>(Add)(new KernelConfig(1, 1), buffer.View.AsContiguous(), 1);

        var pageable = stackalloc int[4];
        Assert.True(memory!.TryResolve((ulong)buffer.NativePtr, 16, out _));
        Assert.False(memory.TryResolve((ulong)buffer.NativePtr, 17, out _));
        fixed (int* locked = pageLocked.Span)
            Assert.True(memory.TryResolve((ulong)locked, 16, out _));
        Assert.False(memory.TryResolve((ulong)pageable, 16, out _));
        Assert.False(memory.TryResolve(0, 1, out _));
    }

    [LinuxX64Fact]
    public void An_error_code_or_an_exception_of_the_executor_is_an_error_of_the_launch()
    {
        var driver = fixture.Present(new() { Executor = (_, _) => CudaResult.IllegalAddress });
        Assert.Equal(nameof(CudaError.CUDA_ERROR_ILLEGAL_ADDRESS), Assert.Throws<CudaException>(LaunchAdd).Error);
        Assert.Empty(driver.InternalErrors);

        fixture.Present(new() { Executor = (_, _) => throw new InvalidOperationException("no such instruction") });
        Assert.Equal(nameof(CudaError.CUDA_ERROR_UNKNOWN), Assert.Throws<CudaException>(LaunchAdd).Error);
        Assert.Equal("no such instruction", Assert.Single(driver.InternalErrors).Message);
    }

    private void LaunchAdd()
    {
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);
        using var buffer = accelerator.Allocate1D<int>(1);
        accelerator.LoadStreamKernel<ArrayView<int>, int>(Add)(new KernelConfig(1, 1), buffer.View.AsContiguous(), 1);
    }

    private static unsafe CudaResult AddOnTheHost(KernelLaunch launch, UnifiedMemory memory)
    {
        var arguments = launch.Arguments.Span;
        var address = BinaryPrimitives.ReadUInt64LittleEndian(arguments);
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(arguments[8..]);
        if (!memory.TryResolve(address, length * sizeof(int), out var values))
            return CudaResult.IllegalAddress;

        foreach (ref var value in new Span<int>((void*)values, length))
            value += BinaryPrimitives.ReadInt32LittleEndian(arguments[16..]);
        return CudaResult.Success;
    }

    private static void Add(ArrayView<int> view, int value)
    {
        var index = Grid.GlobalIndex.X;
        if (index < view.Length)
            view[index] += value;
    }
}
