using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>PTX ISA, "shfl.sync", "vote.sync", "match.sync", "redux.sync", "activemask", "elect.sync".</summary>
internal static class WarpOperations
{
    public static void Decode(DecodingContext context)
    {
        Instruction instruction = context.Statement.Opcode switch
        {
            "activemask" => new ActiveMask(context.Write(0)),
            "shfl" => new Shuffle(
                ModeOf(context), context.Write(0), context.WriteSecond(0), context.Read(1), context.Read(2), context.Read(3),
                MaskOf(context, 4)),
            "vote" => new Vote(
                context.Statement.Modifiers[1], context.Write(0), context.ReadPredicate(1), context.IsNegated(1), MaskOf(context, 2)),
            "match" => new MatchLanes(context.Has("all"), context.Write(0), context.WriteSecond(0), context.Read(1), MaskOf(context, 2)),
            "redux" => new Reduce(
                Atomics.Find(context.Statement.Modifiers[1], context.Type) ?? throw context.Unsupported(),
                context.Write(0), context.Read(1), MaskOf(context, 2)),
            _ => new Elect(context.Write(0), context.WriteSecond(0), MaskOf(context, 1)),
        };
        context.Emit(instruction, InstructionClass.Synchronization);
    }

    /// <summary>The mask of members. The forms without .sync, from before sm_70, are not supported.</summary>
    private static Register MaskOf(DecodingContext context, int index) =>
        context.Has("sync") ? context.Read(index, sizeof(uint)) : throw context.Unsupported();

    private static ShuffleMode ModeOf(DecodingContext context) => context.Statement.Modifiers[1] switch
    {
        "up" => ShuffleMode.Up,
        "down" => ShuffleMode.Down,
        "bfly" => ShuffleMode.Butterfly,
        "idx" => ShuffleMode.Index,
        _ => throw context.Unsupported(),
    };
}
