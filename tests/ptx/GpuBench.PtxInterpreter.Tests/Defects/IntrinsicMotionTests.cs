using GpuBench.PtxInterpreter.Checks;
using ILGPU;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Defects;

/// <summary>
/// At O2, ILGPU places values that a loop carries at the end of their block. A structure is carried field by field, and the intrinsic
/// that returns it moves with the fields, behind a barrier that must follow it. The check for memory operations in between reads
/// only the operations before the intrinsic.
/// </summary>
public sealed class IntrinsicMotionTests
{
    private const int Rounds = 5;

    private static readonly uint[] Source = Enumerable.Range(1, DefectKernels.GroupSize).Select(i => (uint)(i * i)).ToArray();

    [Fact]
    public void An_intrinsic_that_returns_a_structure_moves_behind_the_barrier_at_O2()
    {
        var ptx = OfflineKernel.Compile(nameof(DefectKernels.SumTurns));

        Assert.False(BarrierFollowsIntrinsic(ptx));
        Assert.Contains(Enumerable.Range(1, 8), seed => Run(ptx, seed).Result.Has(ReportKind.SharedRace));
    }

    [Theory]
    [InlineData(nameof(DefectKernels.SumTurns), OptimizationLevel.O1)]
    [InlineData(nameof(DefectKernels.SumTurnsFused), OptimizationLevel.O2)]
    public void O1_or_a_barrier_inside_the_intrinsic_keeps_the_order(string kernel, OptimizationLevel level)
    {
        var ptx = OfflineKernel.Compile(kernel, level);

        Assert.True(BarrierFollowsIntrinsic(ptx));
        for (var seed = 0; seed < 8; seed++)
        {
            var (target, result) = Run(ptx, seed);
            Assert.Empty(result.Reports);
            Assert.Equal(Expected(), target);
        }
    }

    private static (uint[] Target, LaunchResult Result) Run(string ptx, int seed) =>
        OfflineKernel.Run(ptx, Source, new() { Seed = seed, WarpSlice = 10 }, Rounds);

    // Every thread adds the words that the first threads stored, once and doubled.
    private static IEnumerable<uint> Expected() =>
        Enumerable.Repeat(3 * Source.Take(Rounds).Aggregate((a, b) => a + b), DefectKernels.GroupSize);

    // The intrinsic's load is the only load of a plain word. Its barrier is the next barrier in the block.
    private static bool BarrierFollowsIntrinsic(string ptx)
    {
        var body = ptx[ptx.IndexOf(".entry", StringComparison.Ordinal)..];
        var behind = body[body.IndexOf("ld.shared.u32", StringComparison.Ordinal)..];
        var barrier = behind.IndexOf("bar.sync", StringComparison.Ordinal);
        var branch = behind.IndexOf("bra", StringComparison.Ordinal);
        return barrier >= 0 && (branch < 0 || barrier < branch);
    }
}
