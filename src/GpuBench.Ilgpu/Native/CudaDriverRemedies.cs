using System.Collections.Frozen;

namespace GpuBench.Ilgpu.Native;

/// <summary>Remedies for failures of the CUDA driver. Codes are those of CUresult in cuda.h.</summary>
internal static class CudaDriverRemedies
{
    public const string NoLibrary =
        "Install NVIDIA's driver, start the container with GPU access (docker run --gpus all), "
        + "or set GPUBENCH_LIBCUDA to the full path of libcuda.so.1.";

    public const string NoDevice =
        "Check that nvidia-smi lists a GPU, that CUDA_VISIBLE_DEVICES does not hide it, "
        + "and that a container was given it (docker run --gpus all).";

    /// <summary>CUDA_ERROR_UNKNOWN.</summary>
    private const int Unknown = 999;

    private const string Other =
        "Check that nvidia-smi works for the same user on the same machine, and look for lines with NVRM in the kernel's log.";

    public const string ProhibitedMode = "Allow processes with nvidia-smi -c DEFAULT as root.";

    /// <summary>For one failed device beside working ones.</summary>
    private const string OfDeviceAlone =
        "Look for Xid lines of this device in the kernel's log (dmesg); reset it (nvidia-smi --gpu-reset -i N as root) or reboot. "
        + "The other devices stay usable.";

    private static readonly FrozenDictionary<int, string> ByCode = new Dictionary<int, string>
    {
        [2] = "Another process uses the device's memory: end it (nvidia-smi lists processes) or wait for it.",
        [3] = "Load the kernel modules by running nvidia-smi once as root, and give a container /dev/nvidiactl and /dev/nvidia-uvm.",
        [34] = "The toolkit's link-time stub was loaded: remove its directory from LD_LIBRARY_PATH, "
            + "or set GPUBENCH_LIBCUDA to the driver's libcuda.so.1.",
        [36] = "The library is newer than the kernel driver supports: update the driver, or remove the CUDA compatibility package.",
        [46] = "The device is in exclusive or prohibited compute mode: end the other user, or run nvidia-smi -c DEFAULT as root.",
        [100] = NoDevice,
        [214] = "The device has an uncorrectable memory error: see nvidia-smi -q -d ECC,ROW_REMAPPER, "
            + "then reset it (nvidia-smi --gpu-reset) or reboot.",
        [304] = "The operating system denied the driver an operation: "
            + "check the permissions of /dev/nvidia* and, in a container, its device access.",
        [802] = "On a machine with NVSwitch, start nvidia-fabricmanager in the driver's version, then wait until it is ready.",
        [803] = "libcuda and the loaded kernel module differ in version: "
            + "reboot after a driver update, or match the container's library to the host.",
        [804] = "The CUDA compatibility package does not support this GPU: remove its directory from LD_LIBRARY_PATH.",
        [805] = "The MPS server does not answer: start nvidia-cuda-mps-control, or unset CUDA_MPS_PIPE_DIRECTORY.",
        [Unknown] = "Load the module nvidia_uvm again (modprobe -r nvidia_uvm, then modprobe nvidia_uvm); "
            + "after a suspend this is the usual cause.",
    }.ToFrozenDictionary();

    /// <summary>For a failure of one device of an initialised driver.</summary>
    public static string OfDevice(int code) => code == Unknown ? OfDeviceAlone : ByCode.GetValueOrDefault(code, OfDeviceAlone);

    public static string Of(int code) => ByCode.GetValueOrDefault(code, Other);
}
