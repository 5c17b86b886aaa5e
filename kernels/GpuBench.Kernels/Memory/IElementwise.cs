using System.Runtime.CompilerServices;

namespace GpuBench.Kernels.Memory;

/// <summary>c[i] as a function of a[i], b[i] and the scalar: a type argument, so that each access pattern is written once.</summary>
internal interface IElementwise
{
    /// <summary>Whether b is read at all; an unneeded load would be traffic that nobody counts.</summary>
    static abstract bool ReadsB { get; }

    static abstract float Apply(float a, float b, float scalar);
}

internal readonly struct CopyElement : IElementwise
{
    public static bool ReadsB => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float a, float b, float scalar) => a;
}

internal readonly struct MulElement : IElementwise
{
    public static bool ReadsB => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float a, float b, float scalar) => scalar * a;
}

internal readonly struct AddElement : IElementwise
{
    public static bool ReadsB => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float a, float b, float scalar) => a + b;
}

internal readonly struct TriadElement : IElementwise
{
    public static bool ReadsB => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float a, float b, float scalar) => a + scalar * b;
}
