namespace GpuBench.PtxInterpreter.Conformance.Cases;

/// <summary>A tensor map passed by value: a <c>.param .align 64 .b8 x[128]</c> parameter. The map is tiled and fills with zeros.</summary>
/// <param name="Buffer">The name of the buffer argument that the map describes.</param>
/// <param name="ElementBytes">2 or 4 for unsigned integers, 1 for bytes.</param>
/// <param name="Dimensions">Elements of each dimension, innermost first. There are 1 to 5 dimensions.</param>
/// <param name="StrideBytes">Strides of the dimensions after the innermost. There is one fewer than <paramref name="Dimensions"/>.</param>
/// <param name="Box">Elements of the copied box, innermost first.</param>
/// <param name="Swizzle">The layout of the box in shared memory.</param>
public sealed record TensorMapArgument(
    string Name,
    string Buffer,
    int ElementBytes,
    IReadOnlyList<ulong> Dimensions,
    IReadOnlyList<ulong> StrideBytes,
    IReadOnlyList<uint> Box,
    SwizzleMode Swizzle) : CaseArgument(Name);
