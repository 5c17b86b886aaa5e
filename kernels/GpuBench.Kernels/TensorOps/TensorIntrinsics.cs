using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using static GpuBench.Kernels.TensorOps.PtxText;

namespace GpuBench.Kernels.TensorOps;

/// <summary>CUDA instructions that C# cannot express. The bodies never run; <see cref="TensorIntrinsicText"/> has the PTX.</summary>
/// <remarks>Registers and lanes: PTX ISA, "Matrix Fragments for mma" and "ldmatrix".</remarks>
public static class TensorIntrinsics
{
    /// <summary>The address of an element in the shared window.</summary>
    [IntrinsicImplementation]
    public static uint AddressOf(ref WordQuad quad) => 0;

    /// <summary>Starts to copy <paramref name="byteCount"/> of 16 bytes from global to shared memory; the others become zeros.</summary>
    [IntrinsicImplementation]
    public static void CopyQuad(uint target, ref WordQuad source, int byteCount)
    {
    }

    /// <summary>Starts to copy 16 bytes from global to shared memory, or zeros without a read.</summary>
    [IntrinsicImplementation]
    public static void CopyQuadUnless(uint target, ref WordQuad source, bool isZero)
    {
    }

    /// <summary>Closes a group of the copies that this thread started.</summary>
    [IntrinsicImplementation]
    public static void Commit()
    {
    }

    /// <summary>Waits for all groups but the last, then for all threads. One text: ILGPU moves results across its own barriers.</summary>
    [IntrinsicImplementation]
    public static void AwaitAllButOne()
    {
    }

    /// <summary>As <see cref="AwaitAllButOne"/>, for all groups but the last two.</summary>
    [IntrinsicImplementation]
    public static void AwaitAllButTwo()
    {
    }

    /// <summary>Waits for all groups of this thread but the last two. Other threads may still wait for theirs.</summary>
    [IntrinsicImplementation]
    public static void AwaitOwnButTwo()
    {
    }

    /// <summary>Waits for all groups of this thread.</summary>
    [IntrinsicImplementation]
    public static void AwaitOwn()
    {
    }

    /// <summary>Loads four 8x8 matrices of 16-bit elements, a register each. Each lane gives the address of a 16-byte row.</summary>
    [IntrinsicImplementation]
    public static WordQuad LoadMatrices(uint rowAddress) => default;

    /// <summary>As <see cref="LoadMatrices"/>, with each matrix transposed.</summary>
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

    /// <summary>c + a·b, 16x32 by 32x8 elements of fp8 e4m3, sums in fp32. Needs sm_89.</summary>
    [IntrinsicImplementation]
    public static WordQuad MultiplyAddFp8(WordQuad c, WordQuad a, uint b0, uint b1) => c;

    /// <summary>The nearest fp16 of two fp32 values, ties to even, the first in the low half.</summary>
    [IntrinsicImplementation]
    public static uint PackFp16(float low, float high) => 0;

    /// <summary>The nearest bf16 of two fp32 values, ties to even, the first in the low half.</summary>
    [IntrinsicImplementation]
    public static uint PackBf16(float low, float high) => 0;

    /// <summary>Two fp8 e4m3 elements in fp16, in the same order. Needs sm_89.</summary>
    [IntrinsicImplementation]
    public static uint Fp16OfFp8(ushort pair) => 0;

    /// <summary>
    /// A quotient with an error of at most two units in the last place. The exact one of C# is a function for the assembler, which then
    /// has too few registers for the sums.
    /// </summary>
    [IntrinsicImplementation]
    public static float Quotient(float dividend, float divisor) => dividend;

    /// <summary>Registers the instructions with the contexts of <paramref name="builder"/>. Tensor-core kernels need them.</summary>
    public static Context.Builder TensorInstructions(this Context.Builder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        PtxIntrinsics.Register(builder, typeof(TensorIntrinsics), typeof(TensorIntrinsicText));
        return builder;
    }
}

/// <summary>The PTX of <see cref="TensorIntrinsics"/>: a method of the same name for each, with the signature that ILGPU calls.</summary>
public static class TensorIntrinsicText
{
    public static void AddressOf(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, $"cvt.u32.u64 {Result(generator, value)}, {Operand(generator, value, 0)}");

    public static void CopyQuad(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        CopyQuad(generator, value, "cp.async.cg.shared.global");

    public static void CopyQuadUnless(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(
            generator,
            $"cp.async.cg.shared.global [{Operand(generator, value, 0)}], [{Operand(generator, value, 1)}], 16, "
            + Operand(generator, value, 2));

    public static void Commit(PTXBackend backend, PTXCodeGenerator generator, Value value) => Write(generator, "cp.async.commit_group");

    public static void AwaitAllButOne(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, "cp.async.wait_group 1;\n\tbar.sync 0");

    public static void AwaitAllButTwo(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, "cp.async.wait_group 2;\n\tbar.sync 0");

    public static void AwaitOwnButTwo(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, "cp.async.wait_group 2");

    public static void AwaitOwn(PTXBackend backend, PTXCodeGenerator generator, Value value) => Write(generator, "cp.async.wait_group 0");

    public static void LoadMatrices(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, $"ldmatrix.sync.aligned.m8n8.x4.shared.b16 {{{Result(generator, value)}}}, [{Operand(generator, value, 0)}]");

    public static void LoadTransposed(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(
            generator,
            $"ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {{{Result(generator, value)}}}, [{Operand(generator, value, 0)}]");

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

    public static void Fp16OfFp8(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, $"cvt.rn.f16x2.e4m3x2 {Result(generator, value)}, {Operand(generator, value, 0)}");

    public static void Quotient(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, $"div.full.f32 {Result(generator, value)}, {Operand(generator, value, 0)}, {Operand(generator, value, 1)}");

    private static void CopyQuad(PTXCodeGenerator generator, Value value, string instruction) => Write(
        generator,
        $"{instruction} [{Operand(generator, value, 0)}], [{Operand(generator, value, 1)}], 16, {Operand(generator, value, 2)}");

    private static void MultiplyAdd(PTXCodeGenerator generator, Value value, string kind) => Write(
        generator,
        $"mma.sync.aligned.{kind} {{{Result(generator, value)}}}, {{{Operand(generator, value, 1)}}}, "
        + $"{{{Operand(generator, value, 2)}, {Operand(generator, value, 3)}}}, {{{Operand(generator, value, 0)}}}");
}
