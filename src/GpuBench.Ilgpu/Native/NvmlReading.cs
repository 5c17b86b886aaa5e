using System.Runtime.InteropServices;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Ilgpu.Native;

/// <summary>A value, or why there is none: a device, a driver or a user's rights may lack any of them.</summary>
/// <param name="Value">In the unit that the reading's name states.</param>
/// <param name="Code">NVML's answer; without a value after a success, the value was none that is plausible.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NvmlReading<T>(T? Value, NvmlReturn Code)
    where T : struct
{
    /// <summary>Why there is no value; <see langword="null"/> when there is one.</summary>
    public string? Reason => Value is null ? NvmlReasons.Of(Code) : null;
}
