using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Memory;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>Converts addresses to host pointers, and checks every access.</summary>
internal sealed unsafe partial class Warp
{
    private GlobalBuffer? _lastBuffer;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong AddressOf(MemoryOperand operand, int lane) => Read(operand.Base, lane) + (ulong)operand.Offset;

    /// <summary>Finds the bytes of one lane's access.</summary>
    /// <param name="byteCount">A power of two, which is also the required alignment.</param>
    /// <returns><see langword="null"/> if the access is not allowed. This method then also reports it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public byte* Access(Instruction instruction, int lane, StateSpace space, ulong address, int byteCount, MemoryAccess access)
    {
        if (space == StateSpace.Generic)
            (space, address) = AddressWindows.Resolve(address);
        if ((address & (ulong)(byteCount - 1)) != 0)
        {
            Report(ReportKind.Misaligned, instruction, lane, $"{space} address 0x{address:x} is not {byteCount}-byte aligned");
            return null;
        }

        return space switch
        {
            StateSpace.Shared => AccessShared(instruction, lane, address, byteCount, access),
            StateSpace.Local => AccessLocal(instruction, lane, address, byteCount),
            StateSpace.Parameter => AccessParameter(instruction, lane, address, byteCount, access),
            _ => AccessGlobal(instruction, lane, address, byteCount, access),
        };
    }

    /// <summary>Like <see cref="Access"/>, for any number of bytes and without an alignment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public byte* AccessGlobal(Instruction instruction, int lane, ulong address, long byteCount, MemoryAccess access)
    {
        var buffer = _lastBuffer;
        if (buffer is null || address - buffer.Address >= (ulong)buffer.ByteCount)
        {
            buffer = Launch.Memory.Find(address);
            if (buffer is null)
            {
                Report(ReportKind.OutOfBounds, instruction, lane, Launch.Memory.Describe(address));
                return null;
            }

            _lastBuffer = buffer;
        }

        var offset = (long)(address - buffer.Address);
        if (offset + byteCount > buffer.ByteCount)
        {
            Report(
                ReportKind.OutOfBounds, instruction, lane,
                $"global access of {byteCount} bytes at offset {offset} runs over buffer '{buffer.Name}' ({buffer.ByteCount} bytes)");
            return null;
        }

        if (buffer.LastWriter is not null)
            CheckGlobal(buffer, instruction, lane, offset, byteCount, access);
        return buffer.Bytes + offset;
    }

    /// <summary>The block whose shared memory an address points into, and the address there.</summary>
    public (Block Owner, ulong Address) ResolveShared(ulong address)
    {
        var rank = (int)((address & uint.MaxValue) >> AddressWindows.ClusterRankShift) - 1;
        var local = (uint)address & ((1u << AddressWindows.ClusterRankShift) - 1);
        return rank < 0 || rank >= Block.Cluster.Blocks.Count ? (Block, address & uint.MaxValue) : (Block.Cluster.Blocks[rank], local);
    }

    /// <summary>Whether the range is in shared memory that can be accessed. If not, the method reports it.</summary>
    public bool CheckSharedRange(Instruction instruction, int lane, Block owner, ulong address, long byteCount)
    {
        if (!owner.Shared.Contains(address, byteCount))
        {
            Report(
                ReportKind.OutOfBounds, instruction, lane,
                $"shared address {address} (+{byteCount}) outside [{AddressWindows.FirstSharedAddress}, {owner.Shared.End})");
            return false;
        }

        if (owner == Block || !owner.HasExited)
            return true;
        Report(ReportKind.OutOfBounds, instruction, lane, $"shared memory of block rank {owner.Rank}, which has exited");
        return false;
    }

    private byte* AccessShared(Instruction instruction, int lane, ulong address, int byteCount, MemoryAccess access)
    {
        var owner = Block;
        if (address >> AddressWindows.ClusterRankShift != 0)
            (owner, address) = ResolveShared(address);
        if (!CheckSharedRange(instruction, lane, owner, address, byteCount))
            return null;

        if (_checks)
            NoteShared(owner.Shared.Shadow, instruction, lane, (uint)address, byteCount, access);
        return owner.Shared.Bytes + address;
    }

    private void NoteShared(SharedShadow shadow, Instruction instruction, int lane, uint address, int byteCount, MemoryAccess access)
    {
        var isStrong = access.HasFlag(MemoryAccess.Strong);
        if (!access.HasFlag(MemoryAccess.Write))
            shadow.OnRead(this, instruction, lane, address, byteCount, isStrong);
        else
            shadow.OnWrite(
                this, instruction, lane, address, byteCount,
                isStrong ? ShadowState.Written | ShadowState.Atomic : ShadowState.Written,
                Actor, Clock[Actor]);
    }

    private byte* AccessLocal(Instruction instruction, int lane, ulong address, int byteCount)
    {
        if (address + (ulong)byteCount > (ulong)_program.LocalBytes)
        {
            Report(ReportKind.OutOfBounds, instruction, lane, $"local address {address} outside [0, {_program.LocalBytes})");
            return null;
        }

        return (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_local, 0) + (long)lane * _program.LocalBytes + (long)address;
    }

    private byte* AccessParameter(Instruction instruction, int lane, ulong address, int byteCount, MemoryAccess access)
    {
        if (address + (ulong)byteCount > (ulong)Launch.ArgumentByteCount || access.HasFlag(MemoryAccess.Write))
        {
            Report(
                ReportKind.OutOfBounds, instruction, lane,
                $"access to parameter address {address}; there are {Launch.ArgumentByteCount} bytes to read");
            return null;
        }

        return Launch.ArgumentBytes + address;
    }

    private void CheckGlobal(GlobalBuffer buffer, Instruction instruction, int lane, long offset, long byteCount, MemoryAccess access)
    {
        var isWrite = access.HasFlag(MemoryAccess.Write);
        if (buffer.Written is { } allWritten)
        {
            var written = allWritten.AsSpan((int)offset, (int)byteCount);
            if (!isWrite && written.Contains((byte)0))
                Report(
                    ReportKind.UninitializedGlobal, instruction, lane,
                    $"read of bytes at offset {offset} of buffer '{buffer.Name}' that were never written");
            written.Fill(1);
        }

        if (access.HasFlag(MemoryAccess.Strong))
            return;
        var self = Block.Number + 1;
        // Cells are too large to distinguish the narrow accesses of neighbouring blocks.
        var isReported = byteCount < sizeof(int);
        for (var cell = offset / sizeof(int); cell <= (offset + byteCount - 1) / sizeof(int); cell++)
        {
            ref var writer = ref buffer.LastWriter![cell];
            if (writer != 0 && writer != self && !isReported)
            {
                Report(
                    ReportKind.GlobalRace, instruction, lane,
                    $"{(isWrite ? "write" : "read")} at offset {offset} of buffer '{buffer.Name}' "
                    + $"meets a plain write of block {writer - 1}");
                isReported = true;
            }

            if (isWrite)
                writer = self;
        }
    }
}
