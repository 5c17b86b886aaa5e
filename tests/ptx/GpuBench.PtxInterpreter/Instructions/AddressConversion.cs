using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>PTX ISA, "cvta", "isspacep", "mapa", "getctarank": addresses between the state spaces.</summary>
internal static class AddressConversion
{
    private const uint RankMask = (1u << AddressWindows.ClusterRankShift) - 1;

    public static void Decode(DecodingContext context)
    {
        switch (context.Statement.Opcode)
        {
            case "cvta":
                DecodeConvert(context);
                break;
            case "isspacep":
                DecodeIsSpace(context);
                break;
            case "mapa":
                DecodeMap(context);
                break;
            default:
                DecodeRank(context);
                break;
        }
    }

    private static void DecodeConvert(DecodingContext context)
    {
        var window = AddressWindows.Of(context.Space);
        var target = context.Write(0);
        var source = context.Read(1, laneBytes: 8);
        Instruction instruction = window == 0 ? Moves.Copy(target, source)
            : context.Has("to") ? new LaneInstruction(target, source, Register.None, Register.None, (a, _, _) => a - window)
            : new LaneInstruction(target, source, Register.None, Register.None, (a, _, _) => a + window);
        context.Emit(instruction, InstructionClass.Move);
    }

    private static void DecodeIsSpace(DecodingContext context)
    {
        var space = context.Space;
        // Every shared address belongs to the cluster. Only an address without a rank certainly belongs to the block itself.
        var isOwnBlock = context.Has("shared") || context.Has("shared::cta");
        var instruction = new LaneInstruction(context.Write(0), context.Read(1, laneBytes: 8), Register.None, Register.None, (a, _, _) =>
        {
            var (actual, address) = AddressWindows.Resolve(a);
            return actual == space && !(isOwnBlock && address > RankMask) ? 1UL : 0;
        });
        context.Emit(instruction, InstructionClass.Move);
    }

    private static void DecodeMap(DecodingContext context)
    {
        var isGeneric = context.Space == StateSpace.Generic;
        var laneBytes = context.Type == "u64" ? 8 : 4;
        var instruction = new LaneInstruction(
            context.Write(0), context.Read(1, laneBytes), context.Read(2, laneBytes: 4), Register.None, (address, rank, _) =>
            {
                var offset = address & RankMask;
                var mapped = (rank + 1) << AddressWindows.ClusterRankShift | offset;
                return isGeneric ? AddressWindows.Shared + mapped : mapped;
            });
        context.Emit(instruction, InstructionClass.Move);
    }

    private static void DecodeRank(DecodingContext context)
    {
        var ownRank = context.ReadSpecial("%cluster_ctarank");
        var laneBytes = context.Type == "u64" ? 8 : 4;
        var instruction = new LaneInstruction(context.Write(0), context.Read(1, laneBytes), ownRank, Register.None, (address, own, _) =>
        {
            var ranked = (address & uint.MaxValue) >> AddressWindows.ClusterRankShift;
            return ranked == 0 ? own : ranked - 1;
        });
        context.Emit(instruction, InstructionClass.Move);
    }
}
