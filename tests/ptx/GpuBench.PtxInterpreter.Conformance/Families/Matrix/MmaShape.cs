namespace GpuBench.PtxInterpreter.Conformance.Families.Matrix;

/// <summary>
/// The fragment tables of the section "Matrix Fragments for mma" of the PTX ISA document. They give the row and column of element i
/// in a lane's registers, with groupID = lane / 4 and threadID_in_group = lane % 4.
/// </summary>
/// <param name="M">Rows of A and D.</param>
/// <param name="N">Columns of B and D.</param>
/// <param name="K">Columns of A and rows of B.</param>
/// <param name="ElementBits">Width of the elements of A and B.</param>
internal sealed record MmaShape(int M, int N, int K, int ElementBits)
{
    public override string ToString() => $"m{M}n{N}k{K}";

    /// <summary>Elements of A in the registers of one lane.</summary>
    public int ElementsOfA => M * K / 32;

    public int ElementsOfB => K * N / 32;

    public int ElementsOfD => M * N / 32;

    public (int Row, int Column) A(int lane, int i)
    {
        var (group, thread) = (lane / 4, lane % 4);
        return (ElementBits, M, K) switch
        {
            (64, 8, 4) => (group, thread),
            (32, 16, 4) => (i == 0 ? group : group + 8, thread),
            (32, 16, 8) => (i is 0 or 2 ? group : group + 8, i is 0 or 1 ? thread : thread + 4),
            (16, 16, 8) => (i < 2 ? group : group + 8, thread * 2 + (i & 1)),
            (16, 16, 16) => (i is < 2 or >= 4 and < 6 ? group : group + 8, thread * 2 + (i & 1) + (i >= 4 ? 8 : 0)),
            (8, 16, 16) => (i < 4 ? group : group + 8, thread * 4 + (i & 3)),
            (8, 16, 32) => (i is < 4 or >= 8 and < 12 ? group : group + 8, thread * 4 + (i & 3) + (i >= 8 ? 16 : 0)),
            _ => throw new InvalidOperationException($"No fragment table for {this} of {ElementBits} bits."),
        };
    }

    public (int Row, int Column) B(int lane, int i)
    {
        var (group, thread) = (lane / 4, lane % 4);
        return (ElementBits, M, K) switch
        {
            (64, 8, 4) => (thread, group),
            (32, 16, 4) => (thread, group),
            (32, 16, 8) => (i == 0 ? thread : thread + 4, group),
            (16, 16, 8) => (thread * 2 + i, group),
            (16, 16, 16) => (thread * 2 + (i & 1) + (i >= 2 ? 8 : 0), group),
            (8, 16, 16) => (thread * 4 + i, group),
            (8, 16, 32) => (thread * 4 + (i & 3) + (i >= 4 ? 16 : 0), group),
            _ => throw new InvalidOperationException($"No fragment table for {this} of {ElementBits} bits."),
        };
    }

    public (int Row, int Column) D(int lane, int i) =>
        (lane / 4 + (M == 16 && i >= 2 ? 8 : 0), lane % 4 * 2 + (i & 1));
}
