namespace GpuBench.Kernels.Memory;

/// <summary>What a stream kernel does with fp32 arrays a, b, c of n elements and a scalar s.</summary>
/// <remarks>After BabelStream (Deakin et al., 2018), where mul and triad read other arrays of the same size; <see cref="Read"/> is added for devices whose reads and writes differ.</remarks>
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

    /// <summary>The sum of a·b, in parts: 8n bytes, 2n FLOP.</summary>
    Dot,

    /// <summary>The sum of a, in parts: 4n bytes, n FLOP.</summary>
    Read,
}
