using System.Runtime.InteropServices;
using GpuBench.PtxInterpreter.Driver;
using GpuBench.PtxInterpreter.Memory;

namespace GpuBench.Driver.Tests;

[Collection(FakeDriverTests.Name)]
public sealed unsafe class TensorMapTests(FakeDriverFixture fixture)
{
    private const uint Float16 = 6;

    [LinuxX64Fact]
    public void The_fake_driver_encodes_a_tensor_map_that_the_interpreter_decodes()
    {
        var (result, map) = Encode(rank: 2, innerBox: 64, swizzle: 3, strideBytes: 512);

        Assert.Equal(CudaResult.Success, result);
        var tensor = TensorMap.Decode(map);
        Assert.NotNull(tensor);
        Assert.Equal((0x10000UL, 2, TensorMapSwizzle.Bytes128), (tensor.Address, tensor.ElementBytes, tensor.Swizzle));
        Assert.Equal([256UL, 100UL], tensor.Extents);
        Assert.Equal([512UL], tensor.StrideBytes);
        Assert.Equal([64u, 8u], tensor.Box);
    }

    [LinuxX64Theory]
    [InlineData(0, 64, 3, 512)]
    [InlineData(2, 0, 3, 512)]
    [InlineData(2, 65, 0, 512)]
    [InlineData(2, 128, 3, 512)]
    [InlineData(2, 64, 3, 520)]
    [InlineData(2, 64, 7, 512)]
    public void An_invalid_tensor_map_is_refused(uint rank, uint innerBox, int swizzle, ulong strideBytes) =>
        Assert.Equal(CudaResult.InvalidValue, Encode(rank, innerBox, swizzle, strideBytes).Result);

    private (CudaResult Result, byte[] Map) Encode(uint rank, uint innerBox, int swizzle, ulong strideBytes)
    {
        fixture.Present();
        var library = NativeLibrary.Load(FakeDriver.Load().Library.Path);
        var encode = (delegate* unmanaged<void*, uint, uint, ulong, ulong*, ulong*, uint*, uint*, int, int, int, int, CudaResult>)
            NativeLibrary.GetExport(library, "cuTensorMapEncodeTiled");
        var extents = stackalloc ulong[2] { 256, 100 };
        var strides = stackalloc ulong[1] { strideBytes };
        var box = stackalloc uint[2] { innerBox, 8 };
        var elementStrides = stackalloc uint[2] { 1, 1 };
        var map = (byte*)NativeMemory.AlignedAlloc(TensorMap.ByteCount, TensorMap.AlignmentBytes);
        try
        {
            var result = encode(map, Float16, rank, 0x10000, extents, strides, box, elementStrides, 0, swizzle, 0, 0);
            return (result, new ReadOnlySpan<byte>(map, TensorMap.ByteCount).ToArray());
        }
        finally
        {
            NativeMemory.AlignedFree(map);
        }
    }
}
