using GpuBench.PtxInterpreter.Execution;

namespace GpuBench.PtxInterpreter.Instructions.Matrix;

/// <summary>
/// PTX ISA, "Matrix Fragments for mma": the elements of A (M,K), B (K,N) and C (M,N) in each lane's registers. With
/// g = lane/4 and t = lane mod 4, a register holds elements of row (or column) g. Its first element is in column (or row)
/// t times the number of elements in a register.
/// </summary>
internal sealed class MmaShape
{
    /// <param name="elementBits">Bits per element of A and B.</param>
    public MmaShape(int m, int n, int k, int elementBits)
    {
        (M, N, K) = (m, n, k);
        RegisterBytes = elementBits == 64 ? 8 : 4;
        ElementBits = elementBits;
        ElementsPerRegister = RegisterBytes * 8 / elementBits;
        ARegisters = m * k / Warp.Lanes / ElementsPerRegister;
        BRegisters = n * k / Warp.Lanes / ElementsPerRegister;
        AIndexes = Flatten(ARegisters, IndexInA);
        BIndexes = Flatten(BRegisters, IndexInB);
    }

    public int M { get; }

    public int N { get; }

    public int K { get; }

    public int ElementBits { get; }

    public int RegisterBytes { get; }

    public int ElementsPerRegister { get; }

    public int ARegisters { get; }

    public int BRegisters { get; }

    /// <summary>Index in A, stored by rows, for each register, lane and element in turn.</summary>
    public int[] AIndexes { get; }

    /// <summary>Index in B, stored by columns, for each register, lane and element in turn.</summary>
    public int[] BIndexes { get; }

    /// <summary>Elements of C that a lane holds.</summary>
    public int AccumulatorsPerLane => M * N / Warp.Lanes;

    /// <summary>The i-th element of C that a lane holds. The first pair is in row g, the next pair in row g + 8.</summary>
    public static (int Row, int Column) Accumulator(int lane, int index) => (lane / 4 + index / 2 * 8, lane % 4 * 2 + index % 2);

    public static bool Exists(int m, int n, int k, int elementBits) => (m, n, k, elementBits) switch
    {
        (8, 8, 4, 64) or (16, 8, 4 or 8 or 16, 64) => true,
        (16, 8, 8 or 16, 16) or (16, 8, 4 or 8, 32) or (16, 8, 16 or 32, 8) => true,
        _ => false,
    };

    /// <summary>The register number advances over the blocks of 8 rows first, then over the columns.</summary>
    private int IndexInA(int register, int lane, int element)
    {
        var rowBlocks = M / 8;
        var row = lane / 4 + register % rowBlocks * 8;
        var column = lane % 4 * ElementsPerRegister + element + register / rowBlocks * 4 * ElementsPerRegister;
        return row * K + column;
    }

    private int IndexInB(int register, int lane, int element)
    {
        var row = lane % 4 * ElementsPerRegister + element + register * 4 * ElementsPerRegister;
        return lane / 4 * K + row;
    }

    private int[] Flatten(int registers, Func<int, int, int, int> index) =>
    [
        .. from register in Enumerable.Range(0, registers)
           from lane in Enumerable.Range(0, Warp.Lanes)
           from element in Enumerable.Range(0, ElementsPerRegister)
           select index(register, lane, element),
    ];
}
