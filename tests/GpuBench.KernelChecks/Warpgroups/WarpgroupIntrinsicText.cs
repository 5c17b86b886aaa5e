using ILGPU.Backends.PTX;
using ILGPU.IR;
using static GpuBench.Kernels.TensorOps.PtxText;

namespace GpuBench.KernelChecks.Warpgroups;

/// <summary>
/// The PTX of <see cref="WarpgroupIntrinsics"/>. Each intrinsic has a method of the same name, with the signature that ILGPU calls.
/// </summary>
public static class WarpgroupIntrinsicText
{
    /// <summary>16 elements of fp16 along K are 32 bytes, and descriptors count in units of 16 bytes.</summary>
    private const int DescriptorStep = 2;

    public static void InitializeBarrier(PTXBackend backend, PTXCodeGenerator generator, Value value) => Write(
        generator,
        $"mbarrier.init.shared::cta.b64 [{Operand(generator, value, 0)}], {Operand(generator, value, 1)};\n\t"
        + "fence.proxy.async.shared::cta");

    public static void ExpectBytes(PTXBackend backend, PTXCodeGenerator generator, Value value) => Write(
        generator, $"mbarrier.arrive.expect_tx.shared::cta.b64 _, [{Operand(generator, value, 0)}], {Operand(generator, value, 1)}");

    public static void CopyBox(PTXBackend backend, PTXCodeGenerator generator, Value value) => Write(
        generator,
        "cp.async.bulk.tensor.2d.shared::cluster.global.tile.mbarrier::complete_tx::bytes "
        + $"[{Operand(generator, value, 0)}], [{Operand(generator, value, 1)}, {{{Operand(generator, value, 2)}, "
        + $"{Operand(generator, value, 3)}}}], [{Operand(generator, value, 4)}]");

    public static void WaitForPhase(PTXBackend backend, PTXCodeGenerator generator, Value value) => Write(generator, $$"""
        {
        	.reg .pred done;
        	again: mbarrier.try_wait.parity.shared::cta.b64 done, [{{Operand(generator, value, 0)}}], {{Operand(generator, value, 1)}};
        	@!done bra again;
        	}
        	bar.warp.sync 0xffffffff
        """);

    public static void MultiplyTile(PTXBackend backend, PTXCodeGenerator generator, Value value)
    {
        var sums = Operand(generator, value, 0).Split(", ");
        var (a, b) = (Operand(generator, value, 1), Operand(generator, value, 2));
        var results = Result(generator, value).Split(", ");
        var moves = string.Concat(results.Zip(sums, (result, sum) => $"mov.f32 {result}, {sum};\n\t"));
        var product =
            $"wgmma.mma_async.sync.aligned.m64n8k16.f32.f16.f16 {{{string.Join(", ", results)}}}, rowsOfA, rowsOfB, 1, 1, 1, 0, 0;\n\t";
        var step = $"add.s64 rowsOfA, rowsOfA, {DescriptorStep};\n\tadd.s64 rowsOfB, rowsOfB, {DescriptorStep};\n\t";
        Write(generator, $$"""
            {{moves}}{
            	.reg .b64 rowsOfA, rowsOfB;
            	mov.b64 rowsOfA, {{a}};
            	mov.b64 rowsOfB, {{b}};
            	wgmma.fence.sync.aligned;
            	{{product}}{{step}}{{product}}{{step}}{{product}}{{step}}{{product}}wgmma.commit_group.sync.aligned;
            	}
            	wgmma.wait_group.sync.aligned 0;
            	bar.sync 0
            """);
    }
}
