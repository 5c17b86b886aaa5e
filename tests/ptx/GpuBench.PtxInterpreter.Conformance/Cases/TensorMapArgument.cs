namespace GpuBench.PtxInterpreter.Conformance.Cases;

/// <summary>A tensor map passed by value: a <c>.param .align 64 .b8 x[128]</c> parameter. The map is tiled and fills with zeros.</summary>
/// <param name="Buffer">The name of the buffer argument that the map describes.</param>
/// <param name="ElementBytes">2 or 4, mapped as unsigned integers; 1 as bytes.</param>
/// <param name="Dimensions">Elements of each dimension, innermost first; 1 to 5 of them.</param>
/// <param name="StrideBytes">Distances of the dimensions after the innermost: one fewer than <paramref name="Dimensions"/>.</param>
/// <param name="Box">Elements of the copied box, innermost first.</param>
/// <param name="Swizzle">How the box lies in shared memory.</param>
public sealed record TensorMapArgument(
    string Name,
    string Buffer,
    int ElementBytes,
    IReadOnlyList<ulong> Dimensions,
    IReadOnlyList<ulong> StrideBytes,
    IReadOnlyList<uint> Box,
    SwizzleMode Swizzle) : CaseArgument(Name);
