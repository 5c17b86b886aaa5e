using System.Globalization;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Ilgpu.Native;

internal static class NvmlReasons
{
    public static string Of(NvmlReturn code) => code switch
    {
        NvmlReturn.NVML_SUCCESS => "no plausible value",
        NvmlReturn.NVML_ERROR_UNINITIALIZED => "NVML is not open",
        NvmlReturn.NVML_ERROR_NOT_SUPPORTED => "not supported by this device",
        NvmlReturn.NVML_ERROR_NO_PERMISSION => "no permission for this user",
        NvmlReturn.NVML_ERROR_NOT_FOUND => "no such device",
        NvmlReturn.NVML_ERROR_DRIVER_NOT_LOADED => "the driver is not loaded",
        NvmlReturn.NVML_ERROR_LIBRARY_NOT_FOUND => "libnvidia-ml was not found",
        NvmlReturn.NVML_ERROR_FUNCTION_NOT_FOUND => "not known to this driver",
        NvmlReturn.NVML_ERROR_GPU_IS_LOST => "the GPU is lost: it fell off the bus",
        NvmlReturn.NVML_ERROR_LIB_RM_VERSION_MISMATCH => "libnvidia-ml and the kernel module differ in version",
        _ => string.Create(CultureInfo.InvariantCulture, $"NVML error {(int)code}"),
    };
}
