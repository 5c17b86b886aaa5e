using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Instructions.Matrix;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>
/// All four warps of a warpgroup must execute the same wgmma with the same descriptors, one after the other in the same order.
/// The interpreter does not run them in lockstep. So it compares each warp's sequence with that of the warp that is furthest.
/// </summary>
internal sealed class WarpgroupCheck(Block block)
{
    private const int WarpsOfGroup = 4;

    private readonly Dictionary<int, List<Issued>> _sequences = [];
    private readonly Dictionary<Warp, int> _counts = [];

    public void Reset()
    {
        _sequences.Clear();
        _counts.Clear();
    }

    public void OnIssue(Warp warp, WgmmaInstruction instruction, ulong descriptorA, ulong descriptorB)
    {
        var group = warp.IndexInBlock / WarpsOfGroup;
        if ((group + 1) * WarpsOfGroup > block.Warps.Count)
            warp.Report(ReportKind.WarpDivergence, instruction, 0, "wgmma needs a whole warpgroup of four warps");
        if (!_sequences.TryGetValue(group, out var sequence))
            _sequences[group] = sequence = [];

        var number = _counts.GetValueOrDefault(warp);
        _counts[warp] = number + 1;
        var issued = new Issued(instruction, descriptorA, descriptorB);
        if (number == sequence.Count)
            sequence.Add(issued);
        else if (sequence[number] != issued)
            warp.Report(
                ReportKind.WarpDivergence, instruction, 0,
                $"the warps of warpgroup {group} execute different wgmma: another is at PTX line {sequence[number].Instruction.Line}, "
                + "or has other descriptors");
    }

    /// <summary>Checks at the end of the block that no warp has executed fewer wgmma than the other warps.</summary>
    public void CheckCounts()
    {
        foreach (var warp in block.Warps)
        {
            if (!_sequences.TryGetValue(warp.IndexInBlock / WarpsOfGroup, out var sequence))
                continue;
            var count = _counts.GetValueOrDefault(warp);
            if (count < sequence.Count)
                warp.Report(
                    ReportKind.WarpDivergence, sequence[count].Instruction, 0,
                    $"warp {warp.IndexInBlock} does not execute this wgmma of its warpgroup");
        }
    }

    private sealed record Issued(WgmmaInstruction Instruction, ulong DescriptorA, ulong DescriptorB);
}
