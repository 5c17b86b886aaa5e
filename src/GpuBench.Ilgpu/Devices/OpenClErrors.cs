using System.Collections.Frozen;
using System.Globalization;

namespace GpuBench.Ilgpu.Devices;

/// <summary>The error codes of OpenCL: their names in cl.h and cl_ext.h, and remedies for the frequent ones.</summary>
internal static class OpenClErrors
{
    private const string Other = "Try 'clinfo' with the same driver; update the driver, or remove its .icd file from /etc/OpenCL/vendors.";

    private static readonly FrozenDictionary<int, string> Names = new Dictionary<int, string>
    {
        [-1] = "CL_DEVICE_NOT_FOUND",
        [-2] = "CL_DEVICE_NOT_AVAILABLE",
        [-3] = "CL_COMPILER_NOT_AVAILABLE",
        [-4] = "CL_MEM_OBJECT_ALLOCATION_FAILURE",
        [-5] = "CL_OUT_OF_RESOURCES",
        [-6] = "CL_OUT_OF_HOST_MEMORY",
        [-7] = "CL_PROFILING_INFO_NOT_AVAILABLE",
        [-8] = "CL_MEM_COPY_OVERLAP",
        [-9] = "CL_IMAGE_FORMAT_MISMATCH",
        [-10] = "CL_IMAGE_FORMAT_NOT_SUPPORTED",
        [-11] = "CL_BUILD_PROGRAM_FAILURE",
        [-12] = "CL_MAP_FAILURE",
        [-13] = "CL_MISALIGNED_SUB_BUFFER_OFFSET",
        [-14] = "CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST",
        [-15] = "CL_COMPILE_PROGRAM_FAILURE",
        [-16] = "CL_LINKER_NOT_AVAILABLE",
        [-17] = "CL_LINK_PROGRAM_FAILURE",
        [-18] = "CL_DEVICE_PARTITION_FAILED",
        [-19] = "CL_KERNEL_ARG_INFO_NOT_AVAILABLE",
        [-30] = "CL_INVALID_VALUE",
        [-31] = "CL_INVALID_DEVICE_TYPE",
        [-32] = "CL_INVALID_PLATFORM",
        [-33] = "CL_INVALID_DEVICE",
        [-34] = "CL_INVALID_CONTEXT",
        [-35] = "CL_INVALID_QUEUE_PROPERTIES",
        [-36] = "CL_INVALID_COMMAND_QUEUE",
        [-37] = "CL_INVALID_HOST_PTR",
        [-38] = "CL_INVALID_MEM_OBJECT",
        [-39] = "CL_INVALID_IMAGE_FORMAT_DESCRIPTOR",
        [-40] = "CL_INVALID_IMAGE_SIZE",
        [-41] = "CL_INVALID_SAMPLER",
        [-42] = "CL_INVALID_BINARY",
        [-43] = "CL_INVALID_BUILD_OPTIONS",
        [-44] = "CL_INVALID_PROGRAM",
        [-45] = "CL_INVALID_PROGRAM_EXECUTABLE",
        [-46] = "CL_INVALID_KERNEL_NAME",
        [-47] = "CL_INVALID_KERNEL_DEFINITION",
        [-48] = "CL_INVALID_KERNEL",
        [-49] = "CL_INVALID_ARG_INDEX",
        [-50] = "CL_INVALID_ARG_VALUE",
        [-51] = "CL_INVALID_ARG_SIZE",
        [-52] = "CL_INVALID_KERNEL_ARGS",
        [-53] = "CL_INVALID_WORK_DIMENSION",
        [-54] = "CL_INVALID_WORK_GROUP_SIZE",
        [-55] = "CL_INVALID_WORK_ITEM_SIZE",
        [-56] = "CL_INVALID_GLOBAL_OFFSET",
        [-57] = "CL_INVALID_EVENT_WAIT_LIST",
        [-58] = "CL_INVALID_EVENT",
        [-59] = "CL_INVALID_OPERATION",
        [-60] = "CL_INVALID_GL_OBJECT",
        [-61] = "CL_INVALID_BUFFER_SIZE",
        [-62] = "CL_INVALID_MIP_LEVEL",
        [-63] = "CL_INVALID_GLOBAL_WORK_SIZE",
        [-64] = "CL_INVALID_PROPERTY",
        [-65] = "CL_INVALID_IMAGE_DESCRIPTOR",
        [-66] = "CL_INVALID_COMPILER_OPTIONS",
        [-67] = "CL_INVALID_LINKER_OPTIONS",
        [-68] = "CL_INVALID_DEVICE_PARTITION_COUNT",
        [-1001] = "CL_PLATFORM_NOT_FOUND_KHR",
        [-9999] = "NVIDIA: illegal read or write to a buffer",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<int, string> Remedies = new Dictionary<int, string>
    {
        [-2] = "Another process uses the device, or the driver lost it: 'clinfo' shows the same.",
        [-3] = "Install the driver's compiler: some vendors package it separately.",
        [-4] = "The device's memory is full: end other processes that use it, or choose smaller sizes with --axis.",
        [-5] = "The kernel needs more registers, local memory or time than the device has: choose smaller sizes with --axis.",
        [-6] = "The host has too little free memory for the driver: free some, or raise the limit of the container or shell (ulimit -v).",
        [-7] = "The driver has no timestamps: report it to its vendor.",
        [-11] = "The driver's compiler refuses the kernel: update the driver.",
        [-51] = "The driver expects another size of a kernel parameter than its source declares: update the driver.",
        [-54] = "The device accepts only smaller work-groups than it reports: update the driver.",
        [-61] = "One allocation is larger than the device permits: choose smaller sizes with --axis.",
        [-1001] =
            "Install the vendor's OpenCL driver; for the CPU, pocl-opencl-icd. It must have a file in /etc/OpenCL/vendors, "
            + "or in the folder that OCL_ICD_VENDORS names.",
    }.ToFrozenDictionary();

    /// <summary>E.g. <c>CL_OUT_OF_HOST_MEMORY (-6)</c>.</summary>
    public static string Named(int code)
    {
        var unnamed = code <= -1000 ? "an error of an OpenCL extension" : "an unknown OpenCL error";
        return string.Create(CultureInfo.InvariantCulture, $"{Names.GetValueOrDefault(code, unnamed)} ({code})");
    }

    /// <summary>The only call that returns the code; null if several do.</summary>
    public static string? CallOf(int code) => code switch
    {
        -7 => "clGetEventProfilingInfo",
        -11 => "clBuildProgram",
        -46 or -47 => "clCreateKernel",
        -49 or -50 or -51 => "clSetKernelArg",
        >= -56 and <= -52 or -63 => "clEnqueueNDRangeKernel",
        -61 => "clCreateBuffer",
        _ => null,
    };

    public static string RemedyOf(int code) => Remedies.GetValueOrDefault(code, Other);
}
