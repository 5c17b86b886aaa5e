using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>PTX ISA, "ld", "ldu", "st": one element, or a vector of 2 or 4 elements at once.</summary>
internal static class LoadStore
{
    public static void Decode(DecodingContext context)
    {
        var elementBytes = PtxType.SizeOf(context.Type);
        var space = context.Space;
        if (elementBytes < sizeof(uint) && space is StateSpace.Shared or StateSpace.Generic)
            context.NeedByteCells();
        if (elementBytes > 8 || context.Has("async"))
            throw context.Unsupported();

        var strength = MemoryModifiers.StrengthOf(context);
        if (context.Statement.Opcode == "st")
        {
            var address = context.Address(0, space);
            var values = context.ReadList(1, PtxType.LaneBytes(context.Type));
            context.Emit(new StoreInstruction(address, values, elementBytes, strength), MemoryModifiers.ClassOf(address.Space));
            return;
        }

        var targets = context.WriteList(0);
        var source = context.Address(1, space);
        var instruction = new LoadInstruction(source, targets, elementBytes, PtxType.IsSigned(context.Type), strength);
        context.Emit(instruction, MemoryModifiers.ClassOf(source.Space));
    }
}
