using GpuBench.Kernels.Loading;
using GpuBench.PtxInterpreter.Checks;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Defects;

/// <summary>
/// ILGPU marks some branches as uniform although lanes take them differently. The ISA forbids this. ILGPU treats a value that joins
/// constants as uniform, even if a divergent branch selects the constant.
/// </summary>
public sealed class UniformBranchTests
{
    private static readonly uint[] Source = Enumerable.Range(0, DefectKernels.GroupSize).Select(i => (uint)(7 * i + i / 3)).ToArray();

    [Fact]
    public void A_loop_whose_length_depends_on_a_branch_gets_a_uniform_branch()
    {
        var ptx = OfflineKernel.Compile(nameof(DefectKernels.RepeatOften));

        var (_, result) = OfflineKernel.Run(ptx, Source, new() { CheckUniform = true });

        Assert.Contains("bra.uni", ptx, StringComparison.Ordinal);
        Assert.True(result.Has(ReportKind.WarpDivergence));
    }

    [Fact]
    public void The_patch_of_the_loader_removes_wrong_uniform_branches()
    {
        var ptx = PtxPatch.Apply(OfflineKernel.Compile(nameof(DefectKernels.RepeatOften)));

        var (target, result) = OfflineKernel.Run(ptx, Source, new() { CheckUniform = true });

        Assert.Empty(result.Reports);
        Assert.Equal(Source.Select(v => Repeat(v, v % 2 == 0 ? 2 : 5)), target);
    }

    private static uint Repeat(uint value, int length) => length == 0 ? value : Repeat(3 * value + 1, length - 1);
}
