using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>A tensor in global memory and the box that one tensor copy moves, as the chapter "Tensors" defines them.</summary>
/// <param name="ElementBytes">1, 2 or 4.</param>
/// <param name="Dimensions">Elements of the tensor, innermost first.</param>
/// <param name="Box">Elements of the box, innermost first.</param>
/// <param name="Start">The box's first element. Parts outside of the tensor are loaded as zeros and are not stored.</param>
/// <param name="Swizzle">The layout of the box in shared memory.</param>
internal sealed record TensorBox(int ElementBytes, int[] Dimensions, int[] Box, int[] Start, SwizzleMode Swizzle)
{
    public int BoxBytes => Box.Aggregate(ElementBytes, (a, b) => a * b);

    public int TensorBytes => (int)Strides[^1] * Dimensions[^1];

    /// <summary>Bytes between neighbours of each dimension. Rows are padded to a multiple of 16 bytes.</summary>
    public long[] Strides
    {
        get
        {
            var strides = new long[Dimensions.Length];
            strides[0] = ElementBytes;
            for (var d = 1; d < strides.Length; d++)
                strides[d] = d == 1 ? (Dimensions[0] * ElementBytes + 15) / 16 * 16 : strides[d - 1] * Dimensions[d - 1];
            return strides;
        }
    }

    public TensorMapArgument Map(string buffer) => new(
        "map", buffer, ElementBytes,
        Dimensions.Select(d => (ulong)d).ToArray(),
        Strides.Skip(1).Select(s => (ulong)s).ToArray(),
        Box.Select(b => (uint)b).ToArray(),
        Swizzle);

    /// <returns>For each element of the box, its byte in global memory (null outside of the tensor) and in shared memory.</returns>
    public IEnumerable<(long? Global, int Shared)> Elements()
    {
        for (var index = 0; index < BoxBytes / ElementBytes; index++)
        {
            var rest = index;
            var inside = true;
            long global = 0;
            for (var d = 0; d < Box.Length; d++)
            {
                var coordinate = Start[d] + rest % Box[d];
                rest /= Box[d];
                inside &= coordinate >= 0 && coordinate < Dimensions[d];
                global += coordinate * Strides[d];
            }

            yield return (inside ? global : null, SharedSwizzle.Place(index * ElementBytes, Swizzle));
        }
    }

    public override string ToString() =>
        $"{Box.Length}d, {ElementBytes}-byte elements, {SharedSwizzle.Text(Swizzle)}, at ({string.Join(", ", Start)})";
}
