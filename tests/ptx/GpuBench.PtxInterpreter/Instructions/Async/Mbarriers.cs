using System.Numerics;
using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Instructions.Async;

/// <summary>PTX ISA, "Parallel Synchronization and Communication Instructions: mbarrier".</summary>
internal static class Mbarriers
{
    private const int ObjectBytes = 8;

    public static void Decode(DecodingContext context)
    {
        Instruction instruction = context.Statement.Modifiers[0] switch
        {
            "init" => new Initialize(context.Address(0, context.Space), context.Read(1, sizeof(uint))),
            "inval" => new Invalidate(context.Address(0, context.Space)),
            "arrive" or "arrive_drop" => DecodeArrive(context),
            "expect_tx" => new ExpectBytes(context.Address(0, context.Space), context.Read(1, sizeof(uint)), completes: false),
            "complete_tx" => new ExpectBytes(context.Address(0, context.Space), context.Read(1, sizeof(uint)), completes: true),
            "test_wait" or "try_wait" => DecodeWait(context),
            _ => throw context.Unsupported(),
        };
        context.Emit(instruction, InstructionClass.Synchronization);
    }

    /// <summary>[state,] [barrier] [, count]. A remote barrier returns no state.</summary>
    private static Arrive DecodeArrive(DecodingContext context)
    {
        var hasState = !context.IsAddress(0);
        var state = hasState && context.Operand(0) is NameOperand ? context.Write(0) : Register.None;
        var index = hasState ? 1 : 0;
        return new(
            state, context.Address(index, context.Space), context.ReadOrNone(index + 1, sizeof(uint)),
            expectsBytes: context.Has("expect_tx"), leaves: context.Has("arrive_drop"));
    }

    /// <summary>done, [barrier], state or parity [, time].</summary>
    private static Wait DecodeWait(DecodingContext context)
    {
        var isParity = context.Has("parity");
        return new(context.Write(0), context.Address(1, context.Space), context.Read(2, isParity ? 4 : 8), isParity);
    }

    private sealed unsafe class Initialize(MemoryOperand operand, Register count) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            warp.Block.Shared.Shadow.WriteNumber++;
            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                var address = warp.AddressOf(operand, lane);
                if (warp.Access(this, lane, operand.Space, address, ObjectBytes, MemoryAccess.Write) == null)
                    continue;

                var (owner, local) = MbarrierAccess.Locate(warp, address);
                owner.Mbarriers[(uint)local] = new(owner, (int)warp.Read(count, lane), warp.Actor, warp.Clock[warp.Actor]);
            }
        }
    }

    private sealed class Invalidate(MemoryOperand operand) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                var (owner, local) = MbarrierAccess.Locate(warp, warp.AddressOf(operand, lane));
                if (!owner.Mbarriers.Remove((uint)local))
                    warp.Report(ReportKind.BadOperand, this, lane, $"no mbarrier at shared address {local}");
            }
        }
    }

    private sealed class ExpectBytes(MemoryOperand operand, Register bytes, bool completes) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                if (MbarrierAccess.Find(warp, this, lane, warp.AddressOf(operand, lane)) is not { } barrier)
                    continue;
                var count = (long)warp.Read(bytes, lane);
                barrier.ExpectBytes(completes ? -count : count);
            }
        }
    }

    private sealed class Arrive(Register state, MemoryOperand operand, Register count, bool expectsBytes, bool leaves) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            for (; lanes != 0; lanes &= lanes - 1)
                ArriveOne(warp, BitOperations.TrailingZeroCount(lanes));
            warp.Clock.Tick(warp.Actor);
        }

        private void ArriveOne(Warp warp, int lane)
        {
            if (MbarrierAccess.Find(warp, this, lane, warp.AddressOf(operand, lane)) is not { } barrier)
                return;

            warp.Write(state, lane, (ulong)barrier.Phase);
            barrier.Arriving.Join(warp.Clock);
            var value = count.Exists ? (int)warp.Read(count, lane) : 1;
            if (expectsBytes)
                barrier.ExpectBytes(value);
            if (!barrier.Arrive(expectsBytes ? 1 : value, leaves))
                warp.Report(ReportKind.BadOperand, this, lane, "the phase expects fewer arrivals");
        }
    }

    private sealed class Wait(Register done, MemoryOperand operand, Register phase, bool isParity) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            uint finished = 0;
            for (var remaining = lanes; remaining != 0; remaining &= remaining - 1)
            {
                var lane = BitOperations.TrailingZeroCount(remaining);
                if (IsDone(warp, lane))
                    finished |= 1u << lane;
            }

            warp.WritePredicate(done, lanes, finished);
            if (finished != lanes)
                warp.Yield();
        }

        private bool IsDone(Warp warp, int lane)
        {
            // If there is no barrier, this has been reported. A wait would not end.
            if (MbarrierAccess.Find(warp, this, lane, warp.AddressOf(operand, lane)) is not { } barrier)
                return true;

            var value = warp.Read(phase, lane);
            if (isParity && value > 1)
                warp.Report(ReportKind.BadOperand, this, lane, $"the parity of a phase is 0 or 1, not {value}");
            var isDone = isParity ? (barrier.Phase & 1) != (long)(value & 1) : barrier.Phase > (long)value;
            if (isDone)
                warp.Clock.Join(barrier.Released);
            return isDone;
        }
    }
}
