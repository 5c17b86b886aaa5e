using System.Buffers.Binary;
using System.Runtime.InteropServices;
using GpuBench.PtxInterpreter.Conformance.Cases;

namespace GpuBench.PtxInterpreter.Calibration.Driver;

/// <summary>
/// The arguments of one launch in the form that the driver expects: pointers to the values. A tensor map is aligned to 64 bytes.
/// </summary>
internal sealed unsafe class KernelParameters : IDisposable
{
    // The size of the largest value. It is also the alignment of every value.
    private const int SlotBytes = 128;

    private readonly byte* _values;
    private readonly void** _pointers;

    public KernelParameters(IReadOnlyList<CaseArgument> arguments, IReadOnlyDictionary<string, CudaBuffer> buffers)
    {
        _values = (byte*)NativeMemory.AlignedAlloc((nuint)(arguments.Count * SlotBytes), SlotBytes);
        _pointers = (void**)NativeMemory.Alloc((nuint)(arguments.Count * sizeof(void*)));
        for (var i = 0; i < arguments.Count; i++)
        {
            var slot = _values + i * SlotBytes;
            _pointers[i] = slot;
            Fill(slot, arguments[i], buffers);
        }
    }

    /// <summary>Starts the kernel on the default stream.</summary>
    public void Launch(nint function, LaunchSize size)
    {
        if (size.ClusterBlocks == 1)
        {
            CudaException.Check(nameof(CudaApi.cuLaunchKernel), CudaApi.cuLaunchKernel(
                function, (uint)size.Blocks, 1, 1, (uint)size.Threads, 1, 1, (uint)size.DynamicSharedBytes, 0, _pointers, null));
            return;
        }

        var cluster = new LaunchAttribute { Id = CudaApi.ClusterDimension, X = (uint)size.ClusterBlocks, Y = 1, Z = 1 };
        var configuration = new LaunchConfiguration
        {
            GridX = (uint)size.Blocks,
            GridY = 1,
            GridZ = 1,
            BlockX = (uint)size.Threads,
            BlockY = 1,
            BlockZ = 1,
            SharedBytes = (uint)size.DynamicSharedBytes,
            Attributes = &cluster,
            AttributeCount = 1,
        };
        CudaException.Check(nameof(CudaApi.cuLaunchKernelEx), CudaApi.cuLaunchKernelEx(&configuration, function, _pointers, null));
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_values);
        NativeMemory.Free(_pointers);
    }

    private static void Fill(byte* slot, CaseArgument argument, IReadOnlyDictionary<string, CudaBuffer> buffers)
    {
        if (argument is TensorMapArgument map)
            Encode(slot, map, buffers[map.Buffer].Address);
        else
            BinaryPrimitives.WriteUInt64LittleEndian(new(slot, sizeof(ulong)), buffers[argument.Name].Address);
    }

    private static void Encode(byte* slot, TensorMapArgument map, ulong address)
    {
        var rank = map.Dimensions.Count;
        var dimensions = map.Dimensions.ToArray();
        var box = map.Box.ToArray();
        var elementStrides = Enumerable.Repeat(1u, rank).ToArray();

        // The driver requires a pointer even if there is no stride.
        var strides = map.StrideBytes.DefaultIfEmpty(16ul).ToArray();

        // CU_TENSOR_MAP_DATA_TYPE_UINT8, UINT16 and UINT32 are 0, 1 and 2. The literal zeros mean no interleaving, no L2 promotion, and
        // zeros outside of the tensor.
        var elementType = int.Log2(map.ElementBytes);
        fixed (ulong* dimensionsPointer = dimensions, stridesPointer = strides)
        fixed (uint* boxPointer = box, elementStridesPointer = elementStrides)
        {
            CudaException.Check(nameof(CudaApi.cuTensorMapEncodeTiled), CudaApi.cuTensorMapEncodeTiled(
                slot, elementType, (uint)rank, address, dimensionsPointer, stridesPointer, boxPointer, elementStridesPointer,
                0, (int)map.Swizzle, 0, 0));
        }
    }
}
