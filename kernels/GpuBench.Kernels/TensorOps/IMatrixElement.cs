using GpuBench.Kernels.Storage;

namespace GpuBench.Kernels.TensorOps;

/// <summary>An element type of matrix units: the unit's instruction, and the arithmetic that it stands for.</summary>
/// <remarks>Registers and sums are words, whatever they hold.</remarks>
internal interface IMatrixElement
{
    static abstract int ElementsPerQuad { get; }

    /// <summary>Results have 16 bits, two in a word.</summary>
    static abstract bool HasHalfResults { get; }

    /// <summary>Sums are int32, otherwise fp32.</summary>
    static abstract bool HasIntegerSums { get; }

    /// <summary>c + a·b by the instruction: 16 rows of A by 8 columns of B, 32 bytes of each along K.</summary>
    static abstract WordQuad MultiplyAdd(WordQuad c, WordQuad a, uint b0, uint b1);

    /// <summary>The sum and the products of the elements of two words.</summary>
    static abstract uint AddProducts(uint sum, uint a, uint b);

    /// <summary>Two sums as a word of results, by the instruction.</summary>
    static abstract uint Convert(uint first, uint second);

    /// <summary>The same by arithmetic.</summary>
    static abstract uint Pack(uint first, uint second);
}
