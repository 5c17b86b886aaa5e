using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.Storage;

/// <summary>Reads four neighbours wherever they lie and however many of them there are.</summary>
internal static class EdgeQuad
{
    /// <summary>Elements <paramref name="element"/> … of which <paramref name="count"/> exist, also 0 or fewer; zeros for the others.</summary>
    /// <param name="isAligned">Rows are a multiple of four elements: all four exist or none, and one access reads them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad Load<TCodec>(ArrayView<uint> words, int element, int count, bool isAligned)
        where TCodec : struct, IElementCodec
    {
        Quad quad = default;
        if (isAligned)
        {
            if (count > 0)
                quad = TCodec.LoadQuad(words, element / 4);
            return quad;
        }

        if (count > 0)
            quad.X = TCodec.Load(words, element);
        if (count > 1)
            quad.Y = TCodec.Load(words, element + 1);
        if (count > 2)
            quad.Z = TCodec.Load(words, element + 2);
        if (count > 3)
            quad.W = TCodec.Load(words, element + 3);
        return quad;
    }
}
