using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using static GpuBench.Kernels.TensorOps.PtxText;

namespace GpuBench.Kernels.TensorOps;

/// <summary>CUDA's instructions that C# has no word for; <see cref="TensorIntrinsicText"/> has the PTX of each. The bodies here never run.</summary>
/// <remarks>Lanes and registers of the matrix instructions: PTX ISA, "Matrix fragments for mma" and "ldmatrix".</remarks>
public static class TensorIntrinsics
{
    /// <summary>The address of an element in the window of shared memory.</summary>
    [IntrinsicImplementation]
    public static uint AddressOf(ref WordQuad quad) => 0;

    /// <summary>Begins to copy <paramref name="byteCount"/> bytes of 16 from global to shared memory, the rest as zeros.</summary>
    [IntrinsicImplementation]
    public static void CopyQuad(uint target, ref WordQuad source, int byteCount)
    {
    }

    /// <summary>Makes the copies that this thread began a group.</summary>
    [IntrinsicImplementation]
    public static void Commit()
    {
    }

    /// <summary>Waits until all of this thread's groups but the youngest have landed, then for all threads: in one text, as the compiler moves results across barriers of its own.</summary>
    [IntrinsicImplementation]
    public static void AwaitAllButOne()
    {
    }

    /// <summary>Waits until all of this thread's groups have landed.</summary>
    [IntrinsicImplementation]
    public static void AwaitOwn()
    {
    }

    /// <summary>Four 8x8 matrices of 16-bit elements, a register each; each lane gives the address of a row of 16 bytes.</summary>
    [IntrinsicImplementation]
    public static WordQuad LoadMatrices(uint rowAddress) => default;

    /// <summary>As <see cref="LoadMatrices"/>, each matrix transposed.</summary>
    [IntrinsicImplementation]
    public static WordQuad LoadTransposed(uint rowAddress) => default;

    /// <summary>c + a·b, 16x16 by 16x8 elements of fp16, sums in fp32.</summary>
    [IntrinsicImplementation]
    public static WordQuad MultiplyAddFp16(WordQuad c, WordQuad a, uint b0, uint b1) => c;

    /// <summary>c + a·b, 16x16 by 16x8 elements of bf16, sums in fp32.</summary>
    [IntrinsicImplementation]
    public static WordQuad MultiplyAddBf16(WordQuad c, WordQuad a, uint b0, uint b1) => c;

    /// <summary>c + a·b, 16x8 by 8x8 elements of tf32, sums in fp32.</summary>
    [IntrinsicImplementation]
    public static WordQuad MultiplyAddTf32(WordQuad c, WordQuad a, uint b0, uint b1) => c;

    /// <summary>c + a·b, 16x32 by 32x8 elements of int8, sums in int32.</summary>
    [IntrinsicImplementation]
    public static WordQuad MultiplyAddInt8(WordQuad c, WordQuad a, uint b0, uint b1) => c;

    /// <summary>c + a·b, 16x32 by 32x8 elements of fp8 e4m3, sums in fp32. From sm_89 on.</summary>
    [IntrinsicImplementation]
    public static WordQuad MultiplyAddFp8(WordQuad c, WordQuad a, uint b0, uint b1) => c;

    /// <summary>The nearest fp16 of two fp32 values, ties to even, the first in the low half.</summary>
    [IntrinsicImplementation]
    public static uint PackFp16(float low, float high) => 0;

    /// <summary>The nearest bf16 of two fp32 values, ties to even, the first in the low half.</summary>
    [IntrinsicImplementation]
    public static uint PackBf16(float low, float high) => 0;

    /// <summary>Makes the instructions known to the contexts that <paramref name="builder"/> builds: kernels on tensor cores compile on no other.</summary>
    public static Context.Builder TensorInstructions(this Context.Builder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        PtxIntrinsics.Register(builder, typeof(TensorIntrinsics), typeof(TensorIntrinsicText));
        return builder;
    }
}

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
