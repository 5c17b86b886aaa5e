using ILGPU.Backends;
using ILGPU.Backends.PTX;
using ILGPU.IR;

namespace GpuBench.Driver.Tests.TensorCores;

/// <summary>The PTX of <see cref="TensorIntrinsics"/>: a method of the same name each, with the signature that ILGPU calls.</summary>
public static class TensorIntrinsicText
{
    public static void AddressOf(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, $"cvt.u32.u64 {Result(generator, value)}, {Operand(generator, value, 0)}");

    public static void CopyQuad(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, $"cp.async.cg.shared.global [{Operand(generator, value, 0)}], [{Operand(generator, value, 1)}], 16");

    public static void Commit(PTXBackend backend, PTXCodeGenerator generator, Value value) => Write(generator, "cp.async.commit_group");

    public static void WaitForCopies(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, "cp.async.wait_group 0;\n\tbar.sync 0");

    public static void LoadMatrices(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, $"ldmatrix.sync.aligned.m8n8.x4.shared.b16 {{{Result(generator, value)}}}, [{Operand(generator, value, 0)}]");

    public static void MultiplyAdd(PTXBackend backend, PTXCodeGenerator generator, Value value) => Write(
        generator,
        $"mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {{{Result(generator, value)}}}, {{{Operand(generator, value, 1)}}}, {{{Operand(generator, value, 2)}, {Operand(generator, value, 3)}}}, {{{Operand(generator, value, 0)}}}");

    internal static void Write(PTXCodeGenerator generator, string text)
    {
        // The command ends the last line with its semicolon.
        using var command = generator.BeginCommand(text);
    }

    internal static string Operand(PTXCodeGenerator generator, Value value, int index) => Names(generator, generator.Load(value[index]));

    internal static string Result(PTXCodeGenerator generator, Value value) => Names(generator, generator.Allocate(value));

    /// <summary>A structure lies in one register a field.</summary>
    private static string Names(PTXCodeGenerator generator, RegisterAllocator<PTXRegisterKind>.Register register) => register switch
    {
        RegisterAllocator<PTXRegisterKind>.CompoundRegister compound => string.Join(", ", compound.Children.ToArray().Select(child => Names(generator, child))),
        RegisterAllocator<PTXRegisterKind>.PrimitiveRegister primitive => "%" + PTXRegisterAllocator.GetStringRepresentation(generator.EnsureHardwareRegister(primitive)),
        _ => throw new ArgumentOutOfRangeException(nameof(register), register, "No register of PTX."),
    };
}
