using System.Numerics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>PTX ISA, "atom" and "red". The lanes execute one after another, in order.</summary>
internal static class Atomics
{
    private static readonly string[] Operations = ["add", "min", "max", "and", "or", "xor", "exch", "cas", "inc", "dec"];

    public static void Decode(DecodingContext context)
    {
        if (context.Has("async"))
            throw context.Unsupported();

        var elementBytes = PtxType.SizeOf(context.Type);
        var laneBytes = PtxType.LaneBytes(context.Type);
        if (elementBytes < sizeof(uint))
            context.NeedByteCells();

        var operation = context.Statement.Modifiers.FirstOrDefault(modifier => Operations.Contains(modifier))
            ?? throw context.Unsupported();
        var function = Find(operation, context.Type) ?? throw context.Unsupported();
        var index = 0;
        var target = context.Statement.Opcode == "atom" ? context.Write(index++) : Register.None;
        var address = context.Address(index++, context.Space);
        var b = context.Read(index++, laneBytes);
        var c = context.ReadOrNone(index, laneBytes);
        context.Emit(new AtomicInstruction(target, address, b, c, elementBytes, function), MemoryModifiers.ClassOf(address.Space));
    }

    /// <summary>Finds the function from the old value and the operands to the new value.</summary>
    public static LaneFunction? Find(string operation, string type)
    {
        var bits = PtxType.BitsOf(type);
        return operation switch
        {
            "exch" => (_, b, _) => b,
            "cas" => (old, b, c) => old == Bits.ZeroExtend(b, bits) ? c : old,
            "inc" => (old, b, _) => old >= b ? 0 : old + 1,
            "dec" => (old, b, _) => old == 0 || old > b ? b : old - 1,
            "and" or "or" or "xor" => Logic.FindBitwise(operation),
            _ when PtxType.IsFloat(type) || PtxType.IsPair(type) => FloatFunctions.Find(operation, type),
            _ => IntegerFunctions.Find(operation, type),
        };
    }

    private sealed unsafe class AtomicInstruction(
        Register target, MemoryOperand operand, Register b, Register c, int elementBytes, LaneFunction function) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            warp.Block.Shared.Shadow.WriteNumber++;
            if (warp.Profiles)
                AccessProfile.Count(warp, this, lanes, operand, elementBytes);

            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                var bytes = Access(warp, lane);
                if (bytes == null)
                    continue;

                // Blocks may run in parallel on several cores.
                lock (warp.Launch)
                {
                    var old = MemoryElement.Read(bytes, elementBytes);
                    MemoryElement.Write(bytes, elementBytes, function(old, warp.Read(b, lane), warp.Read(c, lane)));
                    warp.Write(target, lane, old);
                }
            }
        }

        private byte* Access(Warp warp, int lane)
        {
            var address = warp.AddressOf(operand, lane);
            return warp.Access(this, lane, operand.Space, address, elementBytes, MemoryAccess.Strong) == null
                ? null
                : warp.Access(this, lane, operand.Space, address, elementBytes, MemoryAccess.Write | MemoryAccess.Strong);
        }
    }
}
