using System.Buffers.Binary;
using GpuBench.Ilgpu.Native;
using GpuBench.PtxInterpreter;
using GpuBench.PtxInterpreter.Driver;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Driver.Tests;

[Collection(FakeDriverTests.Name)]
public sealed class KernelTests(FakeDriverFixture fixture)
{
    private const int OptInBytes = 96 * 1024;

    [LinuxX64Fact]
    public void A_typed_launch_arrives_with_its_grid_block_and_arguments()
    {
        var driver = fixture.Present();
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);
        using var buffer = accelerator.Allocate1D<int>(1000);

        var add = accelerator.LoadStreamKernel<ArrayView<int>, int>(Add);
        add(new KernelConfig((5, 3), (64, 2)), buffer.View.AsContiguous(), 7);
        accelerator.Synchronize();

        var launch = Assert.Single(driver.Launches);
        Assert.Equal("Kernel_Add", launch.FunctionName);
        Assert.Contains(".entry Kernel_Add", launch.ModulePtx, StringComparison.Ordinal);
        Assert.Equal(new Dim3(5, 3, 1), launch.Grid);
        Assert.Equal(new Dim3(64, 2, 1), launch.Block);
        Assert.Equal(0, launch.DynamicSharedBytes);
        // A view is an address and a length. The int follows it.
        Assert.Equal(buffer.NativePtr, (nint)BinaryPrimitives.ReadInt64LittleEndian(launch.Arguments.Span));
        Assert.Equal(1000, BinaryPrimitives.ReadInt64LittleEndian(launch.Arguments.Span[8..]));
        Assert.Equal(7, BinaryPrimitives.ReadInt32LittleEndian(launch.Arguments.Span[16..]));
        Assert.Single(driver.Modules);
        Assert.Empty(driver.InternalErrors);
    }

    [LinuxX64Fact]
    public unsafe void Arguments_given_one_by_one_are_laid_out_as_the_entry_declares()
    {
        var driver = fixture.Present();
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);
        accelerator.Bind();
        const string ptx = """
            .version 8.0
            .target sm_80
            .address_size 64
            .visible .entry mixed(.param .u8 small, .param .f64 large, .param .align 8 .b8 bytes[12], .param .u16 last) { ret; }
            """;
        Assert.Equal(CudaError.CUDA_SUCCESS, CudaAPI.CurrentAPI.LoadModule(out var module, ptx));
        Assert.Equal(CudaError.CUDA_SUCCESS, CudaAPI.CurrentAPI.GetModuleFunction(out var function, module, "mixed"));

        byte small = 0xAB;
        double large = 1.5;
        var bytes = stackalloc byte[12] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
        ushort last = 0xBEEF;
        var arguments = stackalloc void*[4] { &small, &large, bytes, &last };
        Assert.Equal(CudaError.CUDA_SUCCESS, CudaAPI.CurrentAPI.LaunchKernel(function, 2, 1, 1, 32, 1, 1, 0, 0, (nint)arguments, 0));

        var received = Assert.Single(driver.Launches).Arguments.ToArray();
        Assert.Equal(30, received.Length);
        Assert.Equal(0xAB, received[0]);
        Assert.Equal(1.5, BitConverter.ToDouble(received, 8));
        Assert.Equal(new ReadOnlySpan<byte>(bytes, 12).ToArray(), received[16..28]);
        Assert.Equal(0xBEEF, BitConverter.ToUInt16(received, 28));
    }

    [LinuxX64Fact]
    public void Dynamic_shared_memory_above_48_KiB_needs_the_opt_in()
    {
        var driver = fixture.Present();
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);
        using var buffer = accelerator.Allocate1D<int>(32);
        using var kernel = Load(accelerator, nameof(UseDynamicShared));
        var launch = kernel.CreateLauncherDelegate<Action<AcceleratorStream, KernelConfig, ArrayView<int>>>();
        void LaunchWith(int sharedBytes) => launch(
            accelerator.DefaultStream, new KernelConfig(1, 32, SharedMemoryConfig.RequestDynamic<byte>(sharedBytes)),
            buffer.View.AsContiguous());

        LaunchWith(FakeCudaDevice.DefaultSharedBytesPerBlock);
        var refusal = Assert.Throws<CudaException>(() => LaunchWith(OptInBytes));
        Assert.Equal(nameof(CudaError.CUDA_ERROR_INVALID_VALUE), refusal.Error);

        CudaFunctions.AllowDynamicSharedMemory((CudaKernel)kernel, OptInBytes);
        LaunchWith(OptInBytes);
        Assert.Throws<CudaException>(() => LaunchWith(OptInBytes + 1));
        Assert.Throws<CudaException>(() => CudaFunctions.AllowDynamicSharedMemory((CudaKernel)kernel, 228 * 1024));
        Assert.Equal([48 * 1024, OptInBytes], driver.Launches.Select(accepted => accepted.DynamicSharedBytes));
    }

    [LinuxX64Fact]
    public void A_block_that_is_too_large_and_an_empty_grid_are_refused()
    {
        var driver = fixture.Present();
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);
        using var kernel = (CudaKernel)Load(accelerator, nameof(Add));
        accelerator.Bind();

        Assert.Equal(
            CudaError.CUDA_ERROR_INVALID_VALUE, CudaAPI.CurrentAPI.LaunchKernel(kernel.FunctionPtr, 1, 1, 1, 32, 33, 1, 0, 0, 0, 0));
        Assert.Equal(
            CudaError.CUDA_ERROR_INVALID_VALUE, CudaAPI.CurrentAPI.LaunchKernel(kernel.FunctionPtr, 0, 1, 1, 32, 1, 1, 0, 0, 0, 0));
        Assert.Empty(driver.Launches);
    }

    [LinuxX64Fact]
    public void Text_that_is_not_PTX_and_a_name_that_is_not_an_entry_are_refused()
    {
        fixture.Present();
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);
        accelerator.Bind();

        Assert.Equal(CudaError.CUDA_ERROR_INVALID_PTX, CudaAPI.CurrentAPI.LoadModule(out _, "not PTX"));
        Assert.Equal(
            CudaError.CUDA_SUCCESS, CudaAPI.CurrentAPI.LoadModule(out var module, ".version 8.0\n.visible .entry there() { ret; }"));
        Assert.Equal(CudaError.CUDA_SUCCESS, CudaAPI.CurrentAPI.GetModuleFunction(out _, module, "there"));
        Assert.Equal(CudaError.CUDA_ERROR_NOT_FOUND, CudaAPI.CurrentAPI.GetModuleFunction(out _, module, "the"));
    }

    [LinuxX64Fact]
    public void Occupancy_follows_from_threads_and_shared_memory()
    {
        fixture.Present();
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);
        using var kernel = Load(accelerator, nameof(UseDynamicShared));

        Assert.Equal(8, accelerator.EstimateMaxActiveGroupsPerMultiprocessor(kernel, 256));
        Assert.Equal(4, accelerator.EstimateMaxActiveGroupsPerMultiprocessor(kernel, 256, 48 * 1024));
    }

    private static Kernel Load(CudaAccelerator accelerator, string method) =>
        accelerator.LoadKernel(
            typeof(KernelTests).GetMethod(method, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!);

    private static void Add(ArrayView<int> view, int value)
    {
        var index = Grid.GlobalIndex.X;
        if (index < view.Length)
            view[index] += value;
    }

    private static void UseDynamicShared(ArrayView<int> view)
    {
        var shared = SharedMemory.GetDynamic<int>();
        shared[Group.IdxX] = view[Group.IdxX];
        Group.Barrier();
        view[Group.IdxX] = shared[Group.DimX - 1 - Group.IdxX];
    }
}
