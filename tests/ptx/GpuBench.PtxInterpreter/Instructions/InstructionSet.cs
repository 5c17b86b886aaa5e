using System.Collections.Frozen;
using GpuBench.PtxInterpreter.Instructions.Async;
using GpuBench.PtxInterpreter.Instructions.Matrix;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>Every opcode that the interpreter supports, and the family that decodes it.</summary>
internal static class InstructionSet
{
    private static readonly FrozenDictionary<string, Action<DecodingContext>> Decoders =
        new (string Opcodes, Action<DecodingContext> Decode)[]
    {
        ("add sub mul mad fma div rem min max abs neg sad mul24 mad24 dp4a dp2a", Arithmetic.Decode),
        ("rcp sqrt rsqrt ex2 lg2 sin cos tanh copysign testp", Arithmetic.Decode),
        ("addc subc madc", CarryArithmetic.Decode),
        ("and or xor not cnot shl shr lop3 shf bfe bfi bfind brev clz popc bmsk szext", Logic.Decode),
        ("prmt", Permutation.Decode),
        ("setp set selp slct", Comparison.Decode),
        ("mov", Moves.Decode),
        ("cvt", Conversion.Decode),
        ("cvta isspacep mapa getctarank", AddressConversion.Decode),
        ("bra ret exit call trap", ControlFlow.Decode),
        ("ld ldu st", LoadStore.Decode),
        ("prefetch prefetchu discard applypriority nanosleep setmaxnreg griddepcontrol membar fence", Ordering.Decode),
        ("atom red", Atomics.Decode),
        ("shfl vote match redux activemask elect", WarpOperations.Decode),
        ("bar barrier", Barriers.Decode),
        ("ldmatrix stmatrix", MatrixMoves.Decode),
        ("mma", MatrixMultiply.Decode),
        ("wgmma", WarpgroupMultiply.Decode),
        ("cp", AsyncCopies.Decode),
        ("mbarrier", Mbarriers.Decode),
    }
    .SelectMany(family => family.Opcodes.Split(' ').Select(opcode => KeyValuePair.Create(opcode, family.Decode)))
    .ToFrozenDictionary();

    /// <exception cref="Text.PtxException">No family supports the instruction, or not with these modifiers or operands.</exception>
    public static void Decode(DecodingContext context)
    {
        if (!Decoders.TryGetValue(context.Statement.Opcode, out var decode))
            throw context.Unsupported();
        decode(context);
    }
}
