using System.Runtime.CompilerServices;

namespace GpuBench.Kernels.Memory;

/// <summary>Operations on fp32 arrays a, b, c of n elements and a scalar s, with the work of every kernel.</summary>
/// <remarks>
/// After BabelStream (Deakin et al., 2018), whose mul and triad read other arrays of the same size. <see cref="Read"/> is added: on some
/// devices reads and writes have different rates.
/// </remarks>
public enum StreamOperation
{
    /// <summary>c = a: 8n bytes, no arithmetic.</summary>
    Copy,

    /// <summary>c = s·a: 8n bytes, n FLOP.</summary>
    Mul,

    /// <summary>c = a + b: 12n bytes, n FLOP.</summary>
    Add,

    /// <summary>c = a + s·b: 12n bytes, 2n FLOP.</summary>
    Triad,

    /// <summary>The sum of a·b, as partial sums: 8n bytes, 2n FLOP.</summary>
    Dot,

    /// <summary>The sum of a, as partial sums: 4n bytes, n FLOP.</summary>
    Read,
}

/// <summary>c[i] as a function of a[i], b[i] and the scalar. A type argument, so that each access pattern is written once.</summary>
internal interface IElementwise
{
    /// <summary>True if the operation reads b. An unneeded load would be traffic that the byte count does not include.</summary>
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
