using GpuBench.PtxInterpreter.Text;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Defects;

/// <summary>MathF.FusedMultiplyAdd compiles to a call of a function that the module does not have.</summary>
public sealed class FusedMultiplyAddTests
{
    private static readonly float[] Source = Enumerable.Range(0, DefectKernels.GroupSize).Select(i => i / 7f).ToArray();

    [Fact]
    public void The_library_function_compiles_to_a_call_of_a_missing_function()
    {
        var ptx = OfflineKernel.Compile(nameof(DefectKernels.Fuse));

        var refused = Assert.Throws<PtxException>(() => OfflineKernel.Run(ptx, Source));

        Assert.Contains("call", refused.Message, StringComparison.Ordinal);
    }

    // ptxas may contract the two operations to one. The interpreter rounds twice, as the text defines.
    [Fact]
    public void A_product_and_a_sum_compile_and_are_right()
    {
        var (target, result) = OfflineKernel.Run(OfflineKernel.Compile(nameof(DefectKernels.MultiplyThenAdd)), Source);

        Assert.Empty(result.Reports);
        Assert.Equal(Source.Select(x => x * 3f + 1f), target);
    }
}
