using GpuBench.PtxInterpreter.Checks;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Defects;

/// <summary>A shared array of words is declared with the alignment of a word, even if its accesses need more.</summary>
public sealed class SharedAlignmentTests
{
    private static readonly uint[] Source = Enumerable.Range(0, 4 * DefectKernels.GroupSize).Select(i => (uint)(3 * i)).ToArray();

    [Fact]
    public void Copies_of_16_bytes_into_an_array_of_words_are_misaligned()
    {
        var ptx = OfflineKernel.Compile(nameof(DefectKernels.CopyIntoWords));

        Assert.DoesNotContain(".shared .align 16", ptx, StringComparison.Ordinal);
        Assert.True(OfflineKernel.Run(ptx, Source).Result.Has(ReportKind.Misaligned));
    }

    [Fact]
    public void An_array_of_16_byte_structures_is_aligned()
    {
        var ptx = OfflineKernel.Compile(nameof(DefectKernels.CopyIntoQuads));

        var (target, result) = OfflineKernel.Run(ptx, Source);

        Assert.Contains(".shared .align 16", ptx, StringComparison.Ordinal);
        Assert.Empty(result.Reports);
        Assert.Equal(Enumerable.Range(0, DefectKernels.GroupSize).Select(t => Source[4 * t] + 7), target);
    }
}
