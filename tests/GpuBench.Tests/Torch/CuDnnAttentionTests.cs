using GpuBench.Measuring.Trials;
using GpuBench.Torch.Models;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Models;
using Xunit;
using static TorchSharp.torch;

namespace GpuBench.Tests.Torch;

[Collection(LibTorchHere.Name)]
public sealed class CuDnnAttentionTests
{
    private static ModelHost Host => new(new TorchSharpTensors(CPU));

    [Fact]
    public void A_ban_is_seen_by_libtorch_and_ends_with_the_setting_before_it()
    {
        Assert.True(CuDnnAttention.IsAllowed);
        using (CuDnnAttention.Forbid())
        {
            Assert.False(CuDnnAttention.IsAllowed);
            using (CuDnnAttention.Forbid())
                Assert.False(CuDnnAttention.IsAllowed);
            Assert.False(CuDnnAttention.IsAllowed);
        }
        Assert.True(CuDnnAttention.IsAllowed);
    }

    [Fact]
    public void A_model_leaves_the_setting_as_attention_rows_need_it_even_after_an_error()
    {
        using var trial = new DecodeTrial(new(LlamaConfig.Find("ci"), 1, 4, 4), DType.Fp32, seed: 5, Host);
        trial.Launch(0);
        Assert.True(CuDnnAttention.IsAllowed);

        using var decoder = new LlamaDecoder(new(LlamaConfig.Find("ci"), DType.Fp32, seed: 1), Host.Tensors, capacity: 8);
        using var cache = decoder.NewCache(1, 2);
        using var pass = decoder.NewPass(1, 3);
        using var ids = decoder.Tokens([1, 2, 3]);
        Assert.Throws<ArgumentException>(() => decoder.Forward(pass, ids, 0, cache));
        Assert.True(CuDnnAttention.IsAllowed);
    }

    [Fact]
    public void The_row_of_a_model_names_the_kernel_of_its_attention()
    {
        using var prefill = new PrefillTrial(new(LlamaConfig.Find("ci"), 1, 24), DType.Fp16, seed: 5, Host);
        Assert.Contains("scaled_dot_product_attention with its flash kernel;", prefill.Kernel.Reason, StringComparison.Ordinal);
        using var step = new DecodeTrial(new(LlamaConfig.Find("110m"), 1, 4, 4), DType.Fp32, seed: 5, Host);
        Assert.Contains("attention and gates with one pass per operator", step.Kernel.Reason, StringComparison.Ordinal);
    }
}
