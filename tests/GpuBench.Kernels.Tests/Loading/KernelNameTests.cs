using System.Text.RegularExpressions;
using GpuBench.Testing;

namespace GpuBench.Kernels.Tests.Loading;

/// <summary>The names under which profilers list the kernels.</summary>
public sealed partial class KernelNameTests
{
    [Fact]
    public void Function_names_of_kernels_are_unique_PTX_identifiers()
    {
        var names = KernelCatalog.All.Values.Select(entry => entry.FunctionName).ToList();
        Assert.NotEmpty(names);
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches(PtxIdentifier(), name));
    }

    [Theory]
    [InlineData("matmul/tensor-tile/bf16-nt", "Kernel_matmul_tensor_tile_bf16_nt")]
    [InlineData("matmul/tensor-skinny-16/fp8-e4m3-nt", "Kernel_matmul_tensor_skinny_16_fp8_e4m3_nt")]
    [InlineData("attention/tiled/fp16-d128", "Kernel_attention_tiled_fp16_d128")]
    [InlineData("stream/triad-quad/fp32", "Kernel_stream_triad_quad_fp32")]
    [InlineData("peak/fp32", "Kernel_peak_fp32")]
    [InlineData("peak/fp32-lockstep", "Kernel_peak_fp32_lockstep")]
    [InlineData("fill/fp16", "Kernel_fill_fp16")]
    public void A_function_name_contains_family_kernel_and_variant(string kernel, string expected)
    {
        var entry = KernelCatalog.All[kernel];
        Assert.Equal(expected, entry.FunctionName);
        Assert.Equal(expected, (entry with { ComputeCapability = 90 }).FunctionName);
    }

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9_$]*$", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex PtxIdentifier();
}
