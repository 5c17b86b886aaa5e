using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>
/// Counts the cost of warp-wide accesses: 32-byte sectors of global memory, and passes over the 32 banks of shared memory. Wide
/// accesses to shared memory run in phases. The lanes of one phase access 128 bytes.
/// </summary>
internal static class AccessProfile
{
    private const int SectorShift = 5;
    private const int BankCount = 32;
    private const int PhaseBytes = 128;

    public static void Count(Warp warp, Instruction instruction, uint lanes, MemoryOperand operand, int byteCount)
    {
        Span<ulong> addresses = stackalloc ulong[Warp.Lanes];
        for (var lane = 0; lane < Warp.Lanes; lane++)
            addresses[lane] = warp.AddressOf(operand, lane);
        Count(warp, instruction, lanes, operand.Space, addresses, byteCount);
    }

    /// <param name="addresses">Addresses by lane.</param>
    /// <param name="byteCount">Bytes of one lane.</param>
    public static void Count(
        Warp warp, Instruction instruction, uint lanes, StateSpace space, ReadOnlySpan<ulong> addresses, int byteCount)
    {
        if (space == StateSpace.Generic && lanes != 0)
            space = AddressWindows.Resolve(addresses[System.Numerics.BitOperations.TrailingZeroCount(lanes)]).Space;

        ref var tally = ref warp.Tally(instruction);
        tally.Requests++;
        tally.Bytes += (long)System.Numerics.BitOperations.PopCount(lanes) * byteCount;
        if (space == StateSpace.Global)
            tally.Sectors += CountSectors(lanes, addresses, byteCount);
        else if (space == StateSpace.Shared)
            CountPasses(ref tally, lanes, addresses, byteCount);
    }

    private static int CountSectors(uint lanes, ReadOnlySpan<ulong> addresses, int byteCount)
    {
        var sectors = new HashSet<ulong>();
        for (var lane = 0; lane < Warp.Lanes; lane++)
        {
            if (((lanes >> lane) & 1) == 0)
                continue;
            for (var sector = addresses[lane] >> SectorShift; sector <= (addresses[lane] + (ulong)byteCount - 1) >> SectorShift; sector++)
                sectors.Add(sector);
        }

        return sectors.Count;
    }

    private static void CountPasses(ref InstructionTally tally, uint lanes, ReadOnlySpan<ulong> addresses, int byteCount)
    {
        var lanesPerPhase = Math.Min(Warp.Lanes, PhaseBytes / Math.Max(byteCount, sizeof(uint)));
        Span<int> loads = stackalloc int[BankCount];
        for (var first = 0; first < Warp.Lanes; first += lanesPerPhase)
        {
            loads.Clear();
            var words = new HashSet<ulong>();
            var passes = 0;
            for (var lane = first; lane < first + lanesPerPhase; lane++)
            {
                if (((lanes >> lane) & 1) == 0)
                    continue;
                for (var word = addresses[lane] / sizeof(uint); word <= (addresses[lane] + (ulong)byteCount - 1) / sizeof(uint); word++)
                {
                    // Lanes that access the same word share one pass.
                    if (words.Add(word))
                        passes = Math.Max(passes, ++loads[(int)(word % BankCount)]);
                }
            }

            tally.SharedPasses += passes;
            tally.BankConflicts += Math.Max(0, passes - 1);
        }
    }
}
