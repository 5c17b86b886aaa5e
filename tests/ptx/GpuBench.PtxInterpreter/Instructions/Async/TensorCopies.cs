using System.Numerics;
using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Memory;
using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Instructions.Async;

/// <summary>PTX ISA, "cp.async.bulk.tensor", tiled mode: a box of a tensor of up to five dimensions.</summary>
internal static class TensorCopies
{
    public static void Decode(DecodingContext context)
    {
        if (context.Statement.Modifiers.Any(modifier =>
            modifier.StartsWith("im2col", StringComparison.Ordinal) || modifier.Contains("gather") || modifier.Contains("scatter")))
            throw context.Unsupported();

        var isLoad = BulkCopies.IsLoad(context);
        if (context.Operand(isLoad ? 1 : 0) is not AddressOperand { Items: [ListOperand coordinates] } box)
            throw context.Error("expected [map, {coordinates}]");

        var map = context.Address(new AddressOperand(box.Base, box.Offset, []), StateSpace.Generic);
        Register[] at = [.. coordinates.Items.Select(item => context.Read(item, sizeof(uint)))];
        if (isLoad)
        {
            var target = new BulkTarget(
                context.Address(0, StateSpace.Shared), context.Address(2, StateSpace.Shared), BulkCopies.ReadMulticast(context, 3));
            context.Emit(new TensorLoad(target, map, at), InstructionClass.AsyncCopy);
        }
        else
        {
            context.Emit(new TensorStore(context.Address(1, StateSpace.Shared), map, at), InstructionClass.AsyncCopy);
        }
    }

    /// <returns><see langword="null"/> if the copy is not allowed. This has then been reported.</returns>
    private static unsafe TensorBox? ReadBox(Warp warp, Instruction instruction, int lane, MemoryOperand map, Register[] coordinates)
    {
        var (space, address) = AddressWindows.Resolve(warp.AddressOf(map, lane));
        var bytes = space switch
        {
            StateSpace.Global => warp.AccessGlobal(instruction, lane, address, TensorMap.ByteCount, MemoryAccess.Read),
            StateSpace.Parameter when address + TensorMap.ByteCount <= (ulong)warp.Launch.ArgumentByteCount =>
                warp.Launch.ArgumentBytes + address,
            _ => null,
        };
        if (bytes == null || address % TensorMap.AlignmentBytes != 0 || TensorMap.Decode(new(bytes, TensorMap.ByteCount)) is not { } tensor)
        {
            warp.Report(
                ReportKind.BadOperand, instruction, lane,
                $"no tensor map at {space} address 0x{address:x}, or not on a multiple of {TensorMap.AlignmentBytes} bytes");
            return null;
        }

        if (tensor.Rank != coordinates.Length)
        {
            warp.Report(
                ReportKind.BadOperand, instruction, lane, $"{coordinates.Length} coordinates for a tensor map of {tensor.Rank} dimensions");
            return null;
        }

        var box = new TensorBox(tensor, [.. coordinates.Select(coordinate => (int)warp.Read(coordinate, lane))]);
        if (box.FitsSwizzle)
            return box;
        warp.Report(
            ReportKind.BadOperand, instruction, lane, $"the box is {box.InnerBytes} bytes wide, more than its swizzle {tensor.Swizzle}");
        return null;
    }

    private sealed unsafe class TensorLoad(BulkTarget target, MemoryOperand map, Register[] coordinates) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                if (ReadBox(warp, this, lane, map, coordinates) is { } box)
                    target.Issue(
                        warp, this, lane, box.ByteCount, TensorBox.SharedAlignment,
                        (shared, bytes) => Load(warp, lane, box, shared, bytes));
            }
        }

        /// <summary>Elements outside the tensor become zeros.</summary>
        private void Load(Warp warp, int lane, TensorBox box, uint sharedAddress, Span<byte> target)
        {
            fixed (byte* start = target)
            {
                var origin = start;
                box.ForEachElement(sharedAddress, (offset, address, isInside) =>
                {
                    var element = new Span<byte>(origin + offset, box.ElementBytes);
                    var source = isInside ? warp.AccessGlobal(this, lane, address, box.ElementBytes, MemoryAccess.Read) : null;
                    if (source == null)
                        element.Clear();
                    else
                        new ReadOnlySpan<byte>(source, box.ElementBytes).CopyTo(element);
                });
            }
        }
    }

    private sealed unsafe class TensorStore(MemoryOperand source, MemoryOperand map, Register[] coordinates) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                var address = warp.AddressOf(source, lane);
                if (ReadBox(warp, this, lane, map, coordinates) is not { } box || !IsAllowed(warp, lane, address, box))
                    continue;
                warp.BulkStores.Enqueue(warp, this, lane, (uint)address, box.ByteCount, () => Store(warp, lane, box, (uint)address));
            }
        }

        private bool IsAllowed(Warp warp, int lane, ulong address, TensorBox box)
        {
            if (address % TensorBox.SharedAlignment == 0)
                return warp.CheckSharedRange(this, lane, warp.Block, address, box.ByteCount);
            warp.Report(ReportKind.Misaligned, this, lane, $"shared address {address} must be a multiple of {TensorBox.SharedAlignment}");
            return false;
        }

        /// <summary>Elements outside the tensor are not written.</summary>
        private void Store(Warp warp, int lane, TensorBox box, uint sharedAddress) =>
            box.ForEachElement(sharedAddress, (offset, address, isInside) =>
        {
            var target = isInside ? warp.AccessGlobal(this, lane, address, box.ElementBytes, MemoryAccess.Write) : null;
            if (target != null)
                Buffer.MemoryCopy(warp.Block.Shared.Bytes + sharedAddress + offset, target, box.ElementBytes, box.ElementBytes);
        });
    }
}
