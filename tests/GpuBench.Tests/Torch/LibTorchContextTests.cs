using GpuBench.Torch.Operators;
using Xunit;
using static TorchSharp.torch;

namespace GpuBench.Tests.Torch;

/// <summary>The settings belong to the process, so each test restores them.</summary>
[Collection(LibTorchHere.Name)]
public sealed class LibTorchContextTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Settings_that_TorchSharp_makes_are_read_back(bool isAllowed)
    {
        var (tf32, sums) = (backends.cuda.matmul.allow_tf32, backends.cuda.matmul.allow_fp16_reduced_precision_reduction);
        try
        {
            backends.cuda.matmul.allow_tf32 = isAllowed;
            backends.cuda.matmul.allow_fp16_reduced_precision_reduction = isAllowed;
            Assert.Equal((isAllowed, isAllowed), (LibTorchContext.AllowsTf32, LibTorchContext.AllowsFp16Sums));
        }
        finally
        {
            backends.cuda.matmul.allow_tf32 = tf32;
            backends.cuda.matmul.allow_fp16_reduced_precision_reduction = sums;
        }
    }

    [Fact]
    public void Sums_of_bf16_are_allowed_by_default() => Assert.True(LibTorchContext.AllowsBf16Sums);
}
