using System.Runtime.InteropServices;

namespace GpuBench.Torch.Operators;

/// <summary>The library behind libtorch's fast products on processors. Not every libtorch has it, and a user may turn it off.</summary>
internal static unsafe class OneDnn
{
    /// <summary>Limits of the processor's features that oneDNN or libtorch obey.</summary>
    private static readonly string[] Limits = ["ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA", "ATEN_CPU_CAPABILITY"];

    private static readonly nint Context = Find("_ZN2at13globalContextEv");
    private static readonly nint IsAllowed = Find("_ZNK2at7Context17userEnabledMkldnnEv");

    private static readonly bool IsUnlimited =
        Context != 0 && IsAllowed != 0 && Limits.All(name => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));

    /// <summary>Whether libtorch may use it, with all features of the processor.</summary>
    public static bool IsEnabled =>
        IsUnlimited && ((delegate* unmanaged<nint, byte>)IsAllowed)(((delegate* unmanaged<nint>)Context)()) != 0;

    /// <summary>A function of libtorch, whose libraries are open with global visibility.</summary>
    /// <param name="name">Of the C interface, or a C++ name, which contains the types of the arguments.</param>
    /// <returns>0: this libtorch has none of this name.</returns>
    public static nint Find(string name) =>
        NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), name, out var address) ? address : 0;
}
