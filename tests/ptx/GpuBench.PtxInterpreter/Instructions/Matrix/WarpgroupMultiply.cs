using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Instructions.Matrix;

/// <summary>PTX ISA, "Asynchronous Warpgroup Level Matrix Instructions": wgmma, its fence, and its groups.</summary>
internal static class WarpgroupMultiply
{
    public static void Decode(DecodingContext context)
    {
        context.UseWgmma();
        switch (context.Statement.Modifiers[0])
        {
            case "fence":
                context.Emit(new Fence(), InstructionClass.Synchronization);
                break;
            case "commit_group":
                context.Emit(new Commit(), InstructionClass.Synchronization);
                break;
            case "wait_group":
                context.Emit(new Wait((int)context.Constant(0)), InstructionClass.Synchronization);
                break;
            case "mma_async":
                DecodeMultiply(context);
                break;
            default:
                throw context.Unsupported();
        }
    }

    /// <summary>
    /// accumulators, A as descriptor or registers, descriptor of B, scale-d [, scale-a, scale-b [, trans-a [, trans-b]]].
    /// </summary>
    private static void DecodeMultiply(DecodingContext context)
    {
        if (MatrixMultiply.FindShape(context) is not (64, var n, var k) || context.Has("sp"))
            throw context.Unsupported();

        var modifiers = context.Statement.Modifiers;
        var (typeD, typeA, typeB) = (modifiers[^3], modifiers[^2], modifiers[^1]);
        var bits = MatrixElement.BitsOf(typeA);
        if (bits is 0 or 64 || bits != MatrixElement.BitsOf(typeB) || k * bits != 256 || n is < 8 or > 256 || n % 8 != 0)
            throw context.Unsupported();

        var format = new AccumulatorFormat(typeD, context.Has("satfinite"));
        var accumulators = context.Untracked(0);
        if (accumulators.Length != n / 2 / format.ElementsPerRegister)
            throw context.Error($"the accumulator needs {n / 2 / format.ElementsPerRegister} registers");

        var isFromRegisters = context.Operand(1) is ListOperand;
        var scale = context.Operand(3);
        var flags = Enumerable.Range(4, context.OperandCount - 4).Select(index => (int)context.Constant(index)).ToArray();
        context.Emit(
            new WgmmaInstruction
            {
                N = n,
                K = k,
                ElementBytes = bits / 8,
                Format = format,
                DecodeA = MatrixElement.DecoderOf(typeA),
                DecodeB = MatrixElement.DecoderOf(typeB),
                Accumulators = accumulators,
                ARegisters = isFromRegisters ? context.ReadList(1, sizeof(uint)) : [],
                DescriptorA = isFromRegisters ? Register.None : context.Read(1, laneBytes: 8),
                DescriptorB = context.Read(2, laneBytes: 8),
                ScaleD = context.Read(scale, laneBytes: scale is ConstantOperand ? 4 : 0),
                Sign = Flag(flags, 0, 1) * Flag(flags, 1, 1),
                IsALineMajor = !isFromRegisters && Flag(flags, 2, 0) != 0,
                IsBLineMajor = Flag(flags, isFromRegisters ? 2 : 3, 0) != 0,
            },
            InstructionClass.Matrix);
    }

    private static int Flag(int[] flags, int index, int otherwise) => index < flags.Length ? flags[index] : otherwise;

    private abstract class WarpgroupInstruction : CollectiveInstruction
    {
        public override bool NeedsWholeWarp => true;
    }

    private sealed class Fence : WarpgroupInstruction
    {
        public override void Execute(Warp warp, uint lanes) => warp.Wgmma!.Fence();
    }

    private sealed class Commit : WarpgroupInstruction
    {
        public override void Execute(Warp warp, uint lanes) => warp.Wgmma!.Commit();
    }

    private sealed class Wait(int groupsLeft) : WarpgroupInstruction
    {
        public override void Execute(Warp warp, uint lanes) => warp.Wgmma!.Wait(groupsLeft);
    }
}
