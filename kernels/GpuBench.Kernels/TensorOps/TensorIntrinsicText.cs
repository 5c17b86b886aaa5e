using ILGPU.Backends.PTX;
using ILGPU.IR;
using static GpuBench.Kernels.TensorOps.PtxText;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The PTX of <see cref="TensorIntrinsics"/>: a method of the same name each, with the signature that ILGPU calls.</summary>
public static class TensorIntrinsicText
{
    public static void AddressOf(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, $"cvt.u32.u64 {Result(generator, value)}, {Operand(generator, value, 0)}");

    public static void CopyQuad(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, $"cp.async.cg.shared.global [{Operand(generator, value, 0)}], [{Operand(generator, value, 1)}], 16, {Operand(generator, value, 2)}");

    public static void Commit(PTXBackend backend, PTXCodeGenerator generator, Value value) => Write(generator, "cp.async.commit_group");

    public static void AwaitAllButOne(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, "cp.async.wait_group 1;\n\tbar.sync 0");

    public static void AwaitOwn(PTXBackend backend, PTXCodeGenerator generator, Value value) => Write(generator, "cp.async.wait_group 0");

    public static void LoadMatrices(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, $"ldmatrix.sync.aligned.m8n8.x4.shared.b16 {{{Result(generator, value)}}}, [{Operand(generator, value, 0)}]");

    public static void LoadTransposed(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, $"ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {{{Result(generator, value)}}}, [{Operand(generator, value, 0)}]");

    public static void MultiplyAddFp16(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        MultiplyAdd(generator, value, "m16n8k16.row.col.f32.f16.f16.f32");

    public static void MultiplyAddBf16(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        MultiplyAdd(generator, value, "m16n8k16.row.col.f32.bf16.bf16.f32");

    public static void MultiplyAddTf32(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        MultiplyAdd(generator, value, "m16n8k8.row.col.f32.tf32.tf32.f32");

    public static void MultiplyAddInt8(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        MultiplyAdd(generator, value, "m16n8k32.row.col.s32.s8.s8.s32");

    public static void MultiplyAddFp8(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        MultiplyAdd(generator, value, "m16n8k32.row.col.f32.e4m3.e4m3.f32");

    // The first source of a conversion becomes the upper half.
    public static void PackFp16(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, $"cvt.rn.f16x2.f32 {Result(generator, value)}, {Operand(generator, value, 1)}, {Operand(generator, value, 0)}");

    public static void PackBf16(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, $"cvt.rn.bf16x2.f32 {Result(generator, value)}, {Operand(generator, value, 1)}, {Operand(generator, value, 0)}");

    private static void MultiplyAdd(PTXCodeGenerator generator, Value value, string kind) => Write(
        generator,
        $"mma.sync.aligned.{kind} {{{Result(generator, value)}}}, {{{Operand(generator, value, 1)}}}, {{{Operand(generator, value, 2)}, {Operand(generator, value, 3)}}}, {{{Operand(generator, value, 0)}}}");
}
