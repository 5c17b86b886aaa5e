using System.Numerics;
using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>PTX ISA, "Control Flow Instructions". Calls are inlined.</summary>
internal static class ControlFlow
{
    public static void Decode(DecodingContext context)
    {
        switch (context.Statement.Opcode)
        {
            case "bra":
                var label = context.Operand(0) is NameOperand name ? name.Name : throw context.Error("expected a label");
                context.EmitBranch(label, new(isUniform: context.Has("uni") && context.Statement.Guard is not null));
                break;
            case "ret" when context.IsInlined:
                context.EmitReturn(new(isUniform: false));
                break;
            case "ret" or "exit":
                context.Emit(new ExitInstruction(), InstructionClass.Control);
                break;
            case "trap":
                context.Emit(new Trap(), InstructionClass.Control);
                break;
            default:
                DecodeCall(context);
                break;
        }
    }

    /// <summary>call (results), name, (arguments). Both lists are optional.</summary>
    private static void DecodeCall(DecodingContext context)
    {
        if (context.Statement.Guard is not null)
            throw context.Unsupported();

        var index = 0;
        var results = context.Operand(index) is ListOperand list ? list.Items : [];
        if (context.Operand(index) is ListOperand)
            index++;
        var name = context.Operand(index++) is NameOperand function ? function.Name : throw context.Error("expected a function");
        var arguments = index < context.OperandCount ? context.ItemsOf(index) : [];
        context.Inline(name, results, arguments);
    }

    private sealed class Trap : Instruction
    {
        public override void Execute(Warp warp, uint lanes) =>
            warp.Report(ReportKind.Trap, this, BitOperations.TrailingZeroCount(lanes), "the kernel gave up");
    }
}
