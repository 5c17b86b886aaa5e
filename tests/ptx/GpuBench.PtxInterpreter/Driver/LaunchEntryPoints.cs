using System.Runtime.InteropServices;
using static GpuBench.PtxInterpreter.Driver.FakeDriver;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>Launches, and the number of blocks that fit on a multiprocessor.</summary>
internal static unsafe class LaunchEntryPoints
{
    // Tags of the key-value list with which a caller passes all arguments as one buffer.
    private const nint EndTag = 0, BufferPointerTag = 1, BufferSizeTag = 2;

    [UnmanagedCallersOnly]
    private static CudaResult cuLaunchKernel(
        nint function, uint gridX, uint gridY, uint gridZ, uint blockX, uint blockY, uint blockZ,
        uint sharedBytes, nint stream, nint* arguments, nint* extra) =>
        Launch(function, new(gridX, gridY, gridZ), new(blockX, blockY, blockZ), sharedBytes, stream, arguments, extra);

    /// <summary>Attributes are ignored here. The entry's own directive defines the clusters of blocks.</summary>
    [UnmanagedCallersOnly]
    private static CudaResult cuLaunchKernelEx(LaunchConfiguration* configuration, nint function, nint* arguments, nint* extra) =>
        Launch(function, configuration->Grid, configuration->Block, configuration->SharedBytes, configuration->Stream, arguments, extra);

    private static CudaResult Launch(
        nint function, Dim3 grid, Dim3 block, uint sharedBytes, nint stream, nint* arguments, nint* extra) => WithContext(driver =>
    {
        if (driver.Handles.Find<DriverFunction>(function) is not { } found || !driver.IsStream(stream))
            return CudaResult.InvalidHandle;
        if (!IsGrid(grid) || !IsBlock(block) || sharedBytes > found.MaxDynamicSharedBytes)
            return CudaResult.InvalidValue;

        var argumentBytes = extra is null ? Gather(found.Entry, arguments) : ReadBuffer(extra);
        return driver.Launch(new(
            driver.CurrentContext!.DeviceOrdinal, found.Entry.Name, found.Module.Ptx, grid, block, (int)sharedBytes, stream,
            argumentBytes));
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuOccupancyMaxActiveBlocksPerMultiprocessor(
        int* blocks, nint function, int blockThreads, nuint sharedBytes) =>
        WithContext(driver =>
        {
            if (driver.Handles.Find<DriverFunction>(function) is null)
                return CudaResult.InvalidHandle;
            if (blockThreads is <= 0 or > FakeCudaDevice.MaxThreadsPerBlock)
                return CudaResult.InvalidValue;

            *blocks = BlocksPerMultiprocessor(
                driver.Options.Devices[driver.CurrentContext!.DeviceOrdinal], blockThreads, (long)sharedBytes);
            return CudaResult.Success;
        });

    /// <summary>Registers are not modelled. So the largest block that the limit allows fills a multiprocessor.</summary>
    [UnmanagedCallersOnly]
    private static CudaResult cuOccupancyMaxPotentialBlockSize(
        int* minGridBlocks, int* blockThreads, nint function, nint sharedBytesOfBlock, nuint sharedBytes, int blockThreadLimit) =>
        WithContext(driver =>
        {
            if (driver.Handles.Find<DriverFunction>(function) is null)
                return CudaResult.InvalidHandle;

            var device = driver.Options.Devices[driver.CurrentContext!.DeviceOrdinal];
            var threads = blockThreadLimit > 0
                ? Math.Min(blockThreadLimit, FakeCudaDevice.MaxThreadsPerBlock)
                : FakeCudaDevice.MaxThreadsPerBlock;
            *blockThreads = threads;
            *minGridBlocks = device.MultiprocessorCount * BlocksPerMultiprocessor(device, threads, (long)sharedBytes);
            return CudaResult.Success;
        });

    private static bool IsGrid(Dim3 grid) =>
        grid.Count > 0 && grid.X <= int.MaxValue && grid.Y <= DeviceAttributes.MaxGridDimYZ && grid.Z <= DeviceAttributes.MaxGridDimYZ;

    private static bool IsBlock(Dim3 block) =>
        block.Count is > 0 and <= FakeCudaDevice.MaxThreadsPerBlock && block.Z <= DeviceAttributes.MaxBlockDimZ;

    private static int BlocksPerMultiprocessor(FakeCudaDevice device, int blockThreads, long sharedBytes)
    {
        var warps = (blockThreads + FakeCudaDevice.WarpSize - 1) / FakeCudaDevice.WarpSize;
        var byThreads = FakeCudaDevice.MaxThreadsPerMultiprocessor / FakeCudaDevice.WarpSize / warps;
        var byShared = sharedBytes == 0 ? byThreads : (int)(device.SharedBytesPerMultiprocessor / sharedBytes);
        return Math.Min(FakeCudaDevice.MaxBlocksPerMultiprocessor, Math.Min(byThreads, byShared));
    }

    private static byte[] Gather(PtxEntry entry, nint* arguments)
    {
        var bytes = new byte[entry.ArgumentBytes];
        for (var i = 0; i < entry.Parameters.Count; i++)
        {
            var parameter = entry.Parameters[i];
            new Span<byte>((void*)arguments[i], parameter.ByteCount).CopyTo(bytes.AsSpan(parameter.Offset));
        }

        return bytes;
    }

    /// <summary>CUlaunchConfig up to its stream. The attributes follow.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct LaunchConfiguration
    {
        public Dim3 Grid;
        public Dim3 Block;
        public uint SharedBytes;
        public nint Stream;
    }

    private static byte[] ReadBuffer(nint* extra)
    {
        nint buffer = 0, byteCount = 0;
        for (var entry = extra; *entry != EndTag; entry += 2)
        {
            if (*entry == BufferPointerTag)
                buffer = entry[1];
            else if (*entry == BufferSizeTag)
                byteCount = *(nint*)entry[1];
        }

        return new Span<byte>((void*)buffer, (int)byteCount).ToArray();
    }
}
