namespace GpuBench.Kernels.Tests.Sanitizer;

[Trait("Tier", "all")]
public sealed class SanitizerTests
{
    [OclgrindTheory]
    [InlineData("matmul"), InlineData("tensor-tile"), InlineData("tensor-skinny")]
    [InlineData("attention"), InlineData("memory"), InlineData("peak")]
    public void Kernels_have_no_invalid_access_race_or_divergence(string family) => Assert.Equal("", Oclgrind.Complaints(family).Trim());

    [OclgrindTheory]
    [InlineData("defect-bounds", "Invalid write"), InlineData("defect-race", "data race"), InlineData("defect-divergence", "divergence")]
    public void A_defect_is_reported(string defect, string complaint) =>
        Assert.Contains(complaint, Oclgrind.Complaints(defect), StringComparison.OrdinalIgnoreCase);
}
