using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>
/// PTX ISA, "Integer Arithmetic", "Floating Point", "Half Precision Floating Point": one destination, up to three sources of
/// the same type. Frequent instructions have vector forms.
/// </summary>
internal static class Arithmetic
{
    // An operation with one of these modifiers differs from the host's operation.
    private static readonly string[] Special = ["sat", "hi", "ftz", "rz", "rm", "rp", "approx", "full", "cc", "relu", "oob"];

    public static void Decode(DecodingContext context)
    {
        if (context.Has("cc"))
        {
            CarryArithmetic.Decode(context);
            return;
        }

        var statement = context.Statement;
        var isWide = context.Has("wide");
        var laneBytes = PtxType.LaneBytes(context.Type);
        var target = context.Write(0);
        var a = context.Read(1, laneBytes);
        var b = context.ReadOrNone(2, laneBytes);
        var c = context.ReadOrNone(3, isWide ? target.LaneBytes : laneBytes);
        var isFloat = PtxType.IsFloat(context.Type) || PtxType.IsPair(context.Type);
        var instructionClass = isFloat ? InstructionClass.Float : InstructionClass.Integer;

        var instruction = VectorForm(statement, isWide, target, a, b, c);
        if (instruction is null)
        {
            var function = isFloat ? FloatFunctions.Find(statement, context.Type) : IntegerFunctions.Find(statement);
            instruction = new LaneInstruction(target, a, b, c, function ?? throw context.Unsupported());
        }

        context.Emit(instruction, instructionClass);
    }

    private static Instruction? VectorForm(
        InstructionStatement statement, bool isWide, Register target, Register a, Register b, Register c)
    {
        if (statement.Modifiers.Any(modifier => Special.Contains(modifier)))
            return null;
        if (isWide)
            return (statement.Opcode, statement.Type) == ("mul", "u32") ? new MultiplyWide(target, a, b) : null;

        return (statement.Opcode, statement.Type) switch
        {
            ("add", "s32" or "u32") => new BinaryVector<int, Add<int>>(target, a, b),
            ("add", "s64" or "u64") => new BinaryVector<long, Add<long>>(target, a, b),
            ("add", "f32") => new BinaryVector<float, Add<float>>(target, a, b),
            ("add", "f64") => new BinaryVector<double, Add<double>>(target, a, b),
            ("sub", "s32" or "u32") => new BinaryVector<int, Subtract<int>>(target, a, b),
            ("sub", "s64" or "u64") => new BinaryVector<long, Subtract<long>>(target, a, b),
            ("sub", "f32") => new BinaryVector<float, Subtract<float>>(target, a, b),
            ("sub", "f64") => new BinaryVector<double, Subtract<double>>(target, a, b),
            ("mul", "s32" or "u32") => new BinaryVector<int, Multiply<int>>(target, a, b),
            ("mul", "s64" or "u64") => new BinaryVector<long, Multiply<long>>(target, a, b),
            ("mul", "f32") => new BinaryVector<float, Multiply<float>>(target, a, b),
            ("mul", "f64") => new BinaryVector<double, Multiply<double>>(target, a, b),
            ("mad", "s32" or "u32") => new MultiplyAdd<int>(target, a, b, c),
            ("mad", "s64" or "u64") => new MultiplyAdd<long>(target, a, b, c),
            ("fma" or "mad", "f32") => new FusedMultiplyAdd(target, a, b, c),
            _ => null,
        };
    }
}
