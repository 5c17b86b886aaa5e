namespace GpuBench.Kernels.Storage;

/// <summary>A codec whose elements have 16 bits, two in a word.</summary>
public interface IHalfWordCodec : IElementCodec
{
    /// <summary>The value of the element in the low 16 bits.</summary>
    static abstract float Decode(uint half);

    /// <summary>The nearest element, ties to even, in the low 16 bits.</summary>
    static abstract uint Encode(float value);
}
