using GpuBench.Torch.Loading;
using Xunit;
using static TorchSharp.torch;

namespace GpuBench.Tests.Torch;

public sealed class TorchVersionsTests
{
    [LinuxFact]
    public void Versions_and_settings_are_read_back_from_the_libraries()
    {
        var loaded = Assert.IsType<LibTorchLoad.Loaded>(LibTorch.Load());
        Assert.Same(loaded, LibTorch.Load());
        var before = TorchVersions.Of(loaded);
        Assert.Equal(loaded.Version, before.LibTorch);
        Assert.Equal("0.107.0", before.TorchSharp);
        Assert.InRange(before.ThreadCount, 1, Environment.ProcessorCount);
        try
        {
            Toggle(before.MatMulTf32, before.FlashAttention);
            var after = TorchVersions.Of(loaded);
            Assert.Equal(before with { MatMulTf32 = !before.MatMulTf32, FlashAttention = !before.FlashAttention }, after);
        }
        finally
        {
            Toggle(!before.MatMulTf32, !before.FlashAttention);
        }
    }

    private static void Toggle(bool matMulTf32, bool flashAttention)
    {
        backends.cuda.matmul.allow_tf32 = !matMulTf32;
        backends.cuda.enable_flash_sdp(!flashAttention);
    }
}
