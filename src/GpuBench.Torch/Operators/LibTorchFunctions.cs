using System.Runtime.InteropServices;

namespace GpuBench.Torch.Operators;

/// <summary>
/// The functions of libtorch's stable C interface that are called here, under their own names. Unlike the C++ interface, they keep
/// their meaning across versions. An int result is 0 on success; on failure libtorch writes the reason to standard error. A tensor
/// is an owned handle, which the receiver deletes.
/// </summary>
/// <remarks>PyTorch, "LibTorch Stable ABI"; declared in torch/csrc/inductor/aoti_torch/c/shim.h and torch/csrc/stable/c/shim.h.</remarks>
internal static unsafe partial class LibTorchFunctions
{
    private const string Library = "torch_cpu";
    private const string CudaLibrary = "torch_cuda";

    /// <summary>All functions that are called here; PyTorch has them from 2.10 on.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        nameof(torch_call_dispatcher), nameof(torch_new_list_reserve_size), nameof(torch_list_push_back), nameof(torch_get_num_threads),
        nameof(torch_parallel_for),
        nameof(aoti_torch_new_tensor_handle), nameof(aoti_torch_delete_tensor_object), nameof(aoti_torch_empty_strided),
        nameof(aoti_torch_get_data_ptr), nameof(aoti_torch_get_dim), nameof(aoti_torch_get_sizes), nameof(aoti_torch_get_dtype),
        nameof(aoti_torch_dtype_element_size), nameof(aoti_torch_dtype_float32), nameof(aoti_torch_dtype_float16),
        nameof(aoti_torch_dtype_bfloat16), nameof(aoti_torch_dtype_float8_e4m3fn), nameof(aoti_torch_dtype_float8_e5m2),
        nameof(aoti_torch_dtype_int8),
        nameof(aoti_torch_device_type_cpu), nameof(aoti_torch_device_type_cuda), nameof(aoti_torch_dtype_int64),
        nameof(aoti_torch_get_device_type), nameof(aoti_torch_cpu_addmm_out), nameof(aoti_torch_cpu_add_Tensor),
    ];

    /// <exception cref="InvalidOperationException">The code is not 0; libtorch wrote the reason to standard error.</exception>
    public static void ThrowOnError(int code, string what)
    {
        if (code != 0)
            throw new InvalidOperationException($"libtorch refused {what} with code {code}; standard error has the reason");
    }

    [LibraryImport(Library)]
    public static partial int torch_call_dispatcher(byte* name, byte* overload, ulong* stack, ulong version);

    [LibraryImport(Library)]
    public static partial int torch_new_list_reserve_size(nuint size, out nint list);

    [LibraryImport(Library)]
    public static partial int torch_list_push_back(nint list, ulong value);

    [LibraryImport(Library)]
    public static partial int torch_get_num_threads(out uint count);

    /// <summary>
    /// Divides a range among libtorch's threads and waits for them. A range of at most <paramref name="grain"/> stays whole. An
    /// exception must not leave <paramref name="body"/>.
    /// </summary>
    [LibraryImport(Library)]
    public static partial int torch_parallel_for(
        long begin, long end, long grain, delegate* unmanaged<long, long, void*, void> body, void* context);

    [LibraryImport(Library)]
    public static partial int aoti_torch_new_tensor_handle(nint tensor, out nint handle);

    [LibraryImport(Library)]
    public static partial int aoti_torch_delete_tensor_object(nint tensor);

    [LibraryImport(Library)]
    public static partial int aoti_torch_empty_strided(
        long dimensionCount, long* sizes, long* strides, int dtype, int deviceType, int deviceIndex, out nint tensor);

    [LibraryImport(Library)]
    public static partial int aoti_torch_get_data_ptr(nint tensor, out nint data);

    [LibraryImport(Library)]
    public static partial int aoti_torch_get_dim(nint tensor, out long dimensionCount);

    /// <summary>The tensor keeps ownership of the sizes.</summary>
    [LibraryImport(Library)]
    public static partial int aoti_torch_get_sizes(nint tensor, out long* sizes);

    [LibraryImport(Library)]
    public static partial int aoti_torch_get_dtype(nint tensor, out int dtype);

    /// <summary>In bytes.</summary>
    [LibraryImport(Library)]
    public static partial nuint aoti_torch_dtype_element_size(int dtype);

    [LibraryImport(Library)]
    public static partial int aoti_torch_dtype_float32();

    [LibraryImport(Library)]
    public static partial int aoti_torch_dtype_float16();

    [LibraryImport(Library)]
    public static partial int aoti_torch_dtype_bfloat16();

    [LibraryImport(Library)]
    public static partial int aoti_torch_dtype_float8_e4m3fn();

    [LibraryImport(Library)]
    public static partial int aoti_torch_dtype_float8_e5m2();

    [LibraryImport(Library)]
    public static partial int aoti_torch_dtype_int8();

    [LibraryImport(Library)]
    public static partial int aoti_torch_device_type_cpu();

    [LibraryImport(Library)]
    public static partial int aoti_torch_device_type_cuda();

    [LibraryImport(Library)]
    public static partial int aoti_torch_dtype_int64();

    [LibraryImport(Library)]
    public static partial int aoti_torch_get_device_type(nint tensor, out int deviceType);

    /// <summary>beta · self + alpha · left · right, written into <paramref name="result"/>, which may be self.</summary>
    [LibraryImport(Library)]
    public static partial int aoti_torch_cpu_addmm_out(nint result, nint self, nint left, nint right, double beta, double alpha);

    /// <inheritdoc cref="aoti_torch_cpu_addmm_out"/>
    [LibraryImport(CudaLibrary)]
    public static partial int aoti_torch_cuda_addmm_out(nint result, nint self, nint left, nint right, double beta, double alpha);

    [LibraryImport(Library)]
    public static partial int aoti_torch_cpu_add_Tensor(nint self, nint other, double alpha, out nint result);

    [LibraryImport(CudaLibrary)]
    public static partial int aoti_torch_cuda_add_Tensor(nint self, nint other, double alpha, out nint result);

    /// <summary>Makes a CUDA stream the current one of this thread until the guard is deleted.</summary>
    [LibraryImport(CudaLibrary)]
    public static partial int aoti_torch_create_cuda_stream_guard(nint stream, int deviceIndex, out nint guard);

    [LibraryImport(CudaLibrary)]
    public static partial int aoti_torch_delete_cuda_stream_guard(nint guard);
}
