using System.Runtime.InteropServices;
using GpuBench.PtxInterpreter.Driver;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Driver.Tests;

[Collection(FakeDriverTests.Name)]
public sealed class MemoryTests(FakeDriverFixture fixture)
{
    private static readonly int[] Values = [.. Enumerable.Range(0, 1000).Select(i => i * 7919)];

    [LinuxX64Fact]
    public void New_memory_contains_the_fill_byte_instead_of_zeros()
    {
        fixture.Present();
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);
        using var buffer = accelerator.Allocate1D<byte>(777);

        Assert.All(buffer.GetAsArray1D(), value => Assert.Equal(DeviceMemory.FillByte, value));
    }

    [LinuxX64Fact]
    public void Pageable_memory_makes_the_round_trip()
    {
        fixture.Present();
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);
        using var buffer = accelerator.Allocate1D(Values);

        Assert.Equal(Values, buffer.GetAsArray1D());
        Assert.Equal(Values[100..200], buffer.View.SubView(100, 100).GetAsArray1D());
    }

    [LinuxX64Fact]
    public void Page_locked_memory_makes_the_round_trip_on_a_stream()
    {
        fixture.Present();
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);
        using var stream = accelerator.CreateStream();
        using var source = accelerator.AllocatePageLocked1D<int>(Values.Length);
        using var target = accelerator.AllocatePageLocked1D<int>(Values.Length);
        using var buffer = accelerator.Allocate1D<int>(Values.Length);
        Values.CopyTo(source.Span);

        buffer.View.CopyFromPageLockedAsync(stream, source);
        buffer.View.CopyToPageLockedAsync(stream, target);
        stream.Synchronize();

        Assert.Equal(Values, target.GetArray());
    }

    [LinuxX64Fact]
    public void Memory_cannot_be_registered_or_unregistered_twice()
    {
        fixture.Present();
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);
        accelerator.Bind();
        var host = GCHandle.Alloc(new byte[4096], GCHandleType.Pinned);
        try
        {
            var address = host.AddrOfPinnedObject();
            Assert.Equal(CudaError.CUDA_SUCCESS, CudaAPI.CurrentAPI.MemHostRegister(address, 4096, default));
            Assert.Equal(
                CudaError.CUDA_ERROR_HOST_MEMORY_ALREADY_REGISTERED, CudaAPI.CurrentAPI.MemHostRegister(address + 100, 8, default));
            Assert.Equal(CudaError.CUDA_SUCCESS, CudaAPI.CurrentAPI.MemHostUnregister(address));
            Assert.Equal(CudaError.CUDA_ERROR_HOST_MEMORY_NOT_REGISTERED, CudaAPI.CurrentAPI.MemHostUnregister(address));
        }
        finally
        {
            host.Free();
        }
    }

    [LinuxX64Fact]
    public void An_allocation_beyond_the_free_memory_fails_and_freed_memory_is_available_again()
    {
        var driver = fixture.Present(new() { Devices = [new() { MemoryBytes = 1 << 20 }] });
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);

        var most = accelerator.Allocate1D<byte>(900 << 10);
        var error = Assert.Throws<CudaException>(() => accelerator.Allocate1D<byte>(200 << 10));
        Assert.Equal(nameof(CudaError.CUDA_ERROR_OUT_OF_MEMORY), error.Error);
        Assert.Equal("out of memory", error.Message);

        most.Dispose();
        using (accelerator.Allocate1D<byte>(1 << 20))
            Assert.Equal(0, accelerator.GetFreeMemory());
        Assert.Empty(driver.Allocations);
    }

    [LinuxX64Fact]
    public void A_fill_beyond_the_bounds_of_a_buffer_is_refused()
    {
        fixture.Present();
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);
        using var buffer = accelerator.Allocate1D<byte>(256);
        accelerator.Bind();

        Assert.Equal(CudaError.CUDA_SUCCESS, CudaAPI.CurrentAPI.Memset(buffer.NativePtr + 200, 1, 56, accelerator.DefaultStream));
        Assert.Equal(
            CudaError.CUDA_ERROR_INVALID_VALUE, CudaAPI.CurrentAPI.Memset(buffer.NativePtr + 200, 1, 57, accelerator.DefaultStream));
        Assert.Equal(CudaError.CUDA_ERROR_INVALID_VALUE, CudaAPI.CurrentAPI.Memset(buffer.NativePtr - 1, 1, 1, accelerator.DefaultStream));
    }

    [LinuxX64Fact]
    public void A_freed_address_stays_invalid()
    {
        fixture.Present();
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);
        var freed = accelerator.Allocate1D<byte>(256);
        var address = freed.NativePtr;
        freed.Dispose();
        using var next = accelerator.Allocate1D<byte>(256);

        Assert.NotEqual(address, next.NativePtr);
        Assert.Equal(CudaError.CUDA_ERROR_INVALID_VALUE, CudaAPI.CurrentAPI.Memset(address, 1, 1, accelerator.DefaultStream));
        Assert.Equal(CudaError.CUDA_ERROR_INVALID_VALUE, CudaAPI.CurrentAPI.FreeMemory(address));
    }
}
