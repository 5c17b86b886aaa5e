using System.Reflection;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Registers the PTX of methods that kernels call.</summary>
internal static class PtxIntrinsics
{
    /// <summary>Registers the methods with the contexts that <paramref name="builder"/> builds.</summary>
    /// <param name="methods">A class whose methods have <see cref="IntrinsicImplementationAttribute"/>; their bodies never run.</param>
    /// <param name="texts">A class with a method of the same name for each, which writes its PTX with <see cref="PtxText"/>.</param>
    public static void Register(Context.Builder builder, Type methods, Type texts)
    {
        var manager = builder.GetIntrinsicManager();
        var marked = methods.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.IsDefined(typeof(IntrinsicImplementationAttribute)));
        foreach (var method in marked)
            manager.RegisterMethod(method, new PTXIntrinsic(texts.GetMethod(method.Name)!, IntrinsicImplementationMode.GenerateCode));
    }
}

/// <summary>Writes PTX with the registers that ILGPU assigned to the operands and the result of an intrinsic.</summary>
internal static class PtxText
{
    /// <param name="text">Statements separated by semicolons. ILGPU writes the last semicolon.</param>
    public static void Write(PTXCodeGenerator generator, string text)
    {
        using var command = generator.BeginCommand(text);
    }

    /// <summary>The registers of an argument, separated by commas; a structure has one for each field.</summary>
    public static string Operand(PTXCodeGenerator generator, Value value, int index) => Names(generator, generator.Load(value[index]));

    /// <summary>Allocates registers for the result.</summary>
    public static string Result(PTXCodeGenerator generator, Value value) => Names(generator, generator.Allocate(value));

    private static string Names(PTXCodeGenerator generator, RegisterAllocator<PTXRegisterKind>.Register register) => register switch
    {
        RegisterAllocator<PTXRegisterKind>.CompoundRegister compound =>
            string.Join(", ", compound.Children.ToArray().Select(child => Names(generator, child))),
        RegisterAllocator<PTXRegisterKind>.PrimitiveRegister primitive =>
            "%" + PTXRegisterAllocator.GetStringRepresentation(generator.EnsureHardwareRegister(primitive)),
        _ => throw new ArgumentOutOfRangeException(nameof(register), register, "no register of PTX"),
    };
}
