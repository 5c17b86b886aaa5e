using System.Runtime.InteropServices;

namespace GpuBench.Torch.Operators;

/// <summary>
/// libtorch's settings for matrix products on CUDA. The C interface does not have them, so they are read under their C++ names; if a
/// libtorch lacks a name, that setting is unknown.
/// </summary>
internal static unsafe class LibTorchContext
{
    private static readonly nint Global = Find("_ZN2at13globalContextEv");
    private static readonly nint Tf32 = Find("_ZNK2at7Context15allowTF32CuBLASEv");
    private static readonly nint Fp16Sums = Find("_ZNK2at7Context24allowFP16ReductionCuBLASEv");
    private static readonly nint Bf16Sums = Find("_ZNK2at7Context24allowBF16ReductionCuBLASEv");

    /// <summary>
    /// Since PyTorch 2.9 the setters take two arguments, and the getters return at::CuBLASReductionOption, whose first value allows
    /// partial sums of reduced precision. Before, they returned whether they are allowed.
    /// </summary>
    private static readonly bool ReturnsOption = Find("_ZN2at7Context27setAllowFP16ReductionCuBLASEbb") != 0;

    /// <summary>Whether fp32 products may round their operands to TF32; null: unknown.</summary>
    public static bool? AllowsTf32 => Read(Tf32) is { } allows ? allows != 0 : null;

    /// <summary>Whether fp16 products may add partial sums in fp16; null: unknown.</summary>
    public static bool? AllowsFp16Sums => AllowsSums(Fp16Sums);

    /// <summary>Whether bf16 products may add partial sums in bf16; null: unknown.</summary>
    public static bool? AllowsBf16Sums => AllowsSums(Bf16Sums);

    private static bool? AllowsSums(nint getter) => Read(getter) is { } value ? (value != 0) ^ ReturnsOption : null;

    private static byte? Read(nint getter) => Global == 0 || getter == 0
        ? null
        : ((delegate* unmanaged<nint, byte>)getter)(((delegate* unmanaged<nint>)Global)());

    /// <summary>libtorch's libraries are open with global visibility.</summary>
    private static nint Find(string name) =>
        NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), name, out var address) ? address : 0;
}
