using System.Globalization;
using System.Text.RegularExpressions;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.TensorOps;
using GpuBench.Testing;
using ILGPU;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Kernels.Tests.Loading;

/// <summary>Compiles every device function for NVIDIA GPUs and checks the code. This does not need a GPU.</summary>
public sealed partial class PtxCodeTests : IDisposable
{
    private const int StaticSharedLimitBytes = 48 * 1024;

    private readonly Context _context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2).TensorInstructions());

    public static TheoryData<string> Kernels => [.. KernelCatalog.All.Keys];

    [Theory, MemberData(nameof(Kernels))]
    public void Code_has_no_local_memory_no_uniform_branch_and_at_most_48_KiB_of_shared_memory(string kernel)
    {
        foreach (var architecture in (CudaArchitecture[])[CudaArchitecture.SM_70, CudaArchitecture.SM_80, CudaArchitecture.SM_90])
        {
            var entry = KernelCatalog.All[kernel];
            var patched = PtxPatch.Apply(Compile(entry, architecture), entry);
            var ptx = patched.PTXAssembly;
            Assert.Equal(entry.FunctionName, patched.Name);
            Assert.Equal([entry.FunctionName], Entry().Matches(ptx).Select(match => match.Groups["name"].Value));
            Assert.DoesNotContain("bra.uni", ptx, StringComparison.Ordinal);
            Assert.DoesNotContain(".local", ptx, StringComparison.Ordinal);
            var sharedBytes = SharedArray().Matches(ptx).Sum(match => int.Parse(match.Groups["bytes"].Value, CultureInfo.InvariantCulture));
            Assert.InRange(sharedBytes, 0, StaticSharedLimitBytes);
        }
    }

    [Fact]
    public void Unpatched_code_has_the_branches_that_the_patch_is_for() =>
        Assert.Contains("bra.uni", Compile("matmul/register-tile/fp32", CudaArchitecture.SM_90), StringComparison.Ordinal);

    [Theory]
    [InlineData("stream/copy-scalar/fp32", "ld.global.f32", 1), InlineData("stream/mul-scalar/fp32", "ld.global.f32", 1)]
    [InlineData("stream/add-scalar/fp32", "ld.global.f32", 2), InlineData("stream/triad-scalar/fp32", "ld.global.f32", 2)]
    [InlineData("stream/copy-quad/fp32", "ld.global.v4.f32", 1), InlineData("stream/copy-quad/fp32", "st.global.v4.f32", 1)]
    [InlineData("stream/triad-quad/fp32", "ld.global.v4.f32", 2), InlineData("stream/read-quad-reduction/fp32", "ld.global.v4.f32", 1)]
    [InlineData("stream/dot-quad-reduction/fp32", "ld.global.v4.f32", 2)]
    [InlineData("matmul/register-tile/fp32", "ld.global.v4.f32", 2), InlineData("matmul/register-tile/fp16", "ld.global.v2.u32", 2)]
    [InlineData("matmul/register-tile/fp32", "st.global.v4.f32", 4), InlineData("matmul/register-tile/fp32", "ld.shared.v4.f32", 2)]
    [InlineData("matmul/register-tile/bf16-nt", "ld.global.v2.u32", 2), InlineData("matmul/register-block/fp32", "ld.global.v4.f32", 1)]
    [InlineData("matmul/skinny/fp32-nt", "ld.global.v4.f32", 8), InlineData("matmul/skinny/bf16-nt", "ld.global.v2.u32", 8)]
    [InlineData("matmul/skinny/fp32", "ld.global.v4.f32", 1), InlineData("matmul/edge-tile/fp32", "ld.shared.v4.f32", 2)]
    [InlineData("attention/tiled/fp32-d128", "ld.global.v4.f32", 4), InlineData("attention/tiled/fp16-d64", "ld.global.v2.u32", 3)]
    public void A_kernel_has_the_expected_number_of_memory_instructions_of_each_width(string kernel, string instruction, int expectedCount)
    {
        var ptx = Compile(kernel, CudaArchitecture.SM_80).Replace(".b32", instruction[^4..], StringComparison.Ordinal);
        Assert.Equal(expectedCount, Regex.Count(ptx, Regex.Escape(instruction), RegexOptions.None, MatchLimit.Span));
    }

    [Theory]
    [InlineData("quad-tile", "ld.global.v4.", "st.global.v4."), InlineData("quad-tile-cs", "ld.global.cs.v4.", "st.global.cs.v4.")]
    [InlineData("quad-tile-no-l1", "ld.global.L1::no_allocate.L2::256B.v4.", "st.global.L1::no_allocate.v4.")]
    public void A_cache_hint_is_added_to_every_access_of_four_words(string kernel, string load, string store)
    {
        var entry = KernelCatalog.All[$"stream/triad-{kernel}/fp32"];
        var ptx = PtxPatch.Apply(Compile(entry, CudaArchitecture.SM_80), entry).PTXAssembly;
        // Four quads of a tile, and the quads of the last tile.
        Assert.Equal((10, 5), (Count(load), Count(store)));
        Assert.Equal((10, 5), (Count(".v4.", "ld."), Count(".v4.", "st.")));

        int Count(string text, string opcode = "") => ptx.Split('\n').Count(line =>
            line.Contains(text, StringComparison.Ordinal) && line.TrimStart().StartsWith(opcode, StringComparison.Ordinal));
    }

    public void Dispose() => _context.Dispose();

    private string Compile(string kernel, CudaArchitecture architecture) => Compile(KernelCatalog.All[kernel], architecture).PTXAssembly;

    private PTXCompiledKernel Compile(KernelEntryPoint entry, CudaArchitecture architecture) =>
        OfflinePtx.Compile(_context, entry, architecture);

    [GeneratedRegex(@"\.entry\s+(?<name>[^\s(]+)", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^\s*\.shared .*\[(?<bytes>\d+)\];", RegexOptions.Multiline | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex SharedArray();
}
