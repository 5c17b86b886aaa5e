using System.Runtime.CompilerServices;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Checks;

/// <summary>
/// Finds races in the shared memory of one block. Two accesses race if one of them writes and neither happened before the other.
/// Vector clocks record this order. Barriers, mbarriers and warp-level synchronisation pass the clocks on. Lanes of one warp also race
/// unless the warp synchronised between the accesses.
/// </summary>
internal sealed class SharedShadow(int byteCount, bool byByte)
{
    private readonly int _shift = byByte ? 0 : 2;
    private readonly ShadowCell[] _cells = new ShadowCell[(byteCount >> (byByte ? 0 : 2)) + 1];

    /// <summary>Counts stores. The owner of a warp-wide store increments it once.</summary>
    public long WriteNumber { get; set; }

    public void Reset(IReadOnlyList<(int Start, int ByteCount)> gaps)
    {
        Array.Clear(_cells);
        foreach (var (start, length) in gaps)
        {
            for (var cell = start >> _shift; cell < (start + length) >> _shift; cell++)
                _cells[cell].State = ShadowState.Gap;
        }
    }

    /// <summary>The cell that contains a byte.</summary>
    public ref ShadowCell At(uint address) => ref _cells[address >> _shift];

    /// <summary>The cells that contain a range of bytes.</summary>
    public Span<ShadowCell> Range(uint address, int byteCount)
    {
        var first = (int)(address >> _shift);
        return _cells.AsSpan(first, (int)((address + (uint)byteCount - 1) >> _shift) - first + 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void OnRead(Warp warp, Instruction instruction, int lane, uint address, int byteCount, bool isAtomic = false)
    {
        var last = (address + (uint)byteCount - 1) >> _shift;
        var actor = warp.Actor;
        var tick = warp.Clock[actor];
        for (var index = address >> _shift; index <= last; index++)
        {
            ref var cell = ref _cells[index];
            if ((cell.State & (ShadowState.Written | ShadowState.InFlight)) != ShadowState.Written
                && !ReportUnwritten(ref cell, warp, instruction, lane, index))
                return;

            var bothAtomic = isAtomic && (cell.State & ShadowState.Atomic) != ShadowState.None;
            if (cell.WriteTick != 0 && !bothAtomic && RacesWithWrite(in cell, warp, lane, actor, tick))
                warp.Report(
                    ReportKind.SharedRace, instruction, lane,
                    $"read of shared address {index << _shift} races with the write {Writer(in cell, warp)}");
            if (!isAtomic)
                NoteReader(ref cell, warp, instruction, lane, actor, tick);
        }
    }

    /// <param name="writer">The recorded writer: the warp itself, or the asynchronous copies.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void OnWrite(
        Warp warp, Instruction instruction, int lane, uint address, int byteCount, ShadowState state, int writer, int writeTick)
    {
        var last = (address + (uint)byteCount - 1) >> _shift;
        var actor = warp.Actor;
        var tick = warp.Clock[actor];
        for (var index = address >> _shift; index <= last; index++)
        {
            ref var cell = ref _cells[index];
            if ((cell.State & (ShadowState.Gap | ShadowState.InFlight)) != ShadowState.None
                && !ReportBlocked(ref cell, warp, instruction, lane, index))
                return;

            var bothAtomic = (state & cell.State & ShadowState.Atomic) != ShadowState.None;
            if (cell.WriteTick != 0 && !bothAtomic && RacesWithWrite(in cell, warp, lane, actor, tick))
            {
                var kind = cell.WriteNumber == WriteNumber && cell.Writer == actor ? ReportKind.WriteConflict : ReportKind.SharedRace;
                warp.Report(
                    kind, instruction, lane, $"write to shared address {index << _shift} races with the write {Writer(in cell, warp)}");
            }

            CheckReaders(ref cell, warp, instruction, lane, actor, tick, index);
            cell.ReadTick = 0;
            cell.Writer = (short)writer;
            cell.WriteTick = writeTick;
            cell.WriterLane = (byte)lane;
            cell.WriteLine = instruction.Line;
            cell.State = state;
            cell.WriteNumber = WriteNumber;
        }
    }

    /// <summary>Records the end of an asynchronous copy. Any warp whose clock includes the copy may now read its data.</summary>
    public void OnLanded(uint address, int byteCount)
    {
        WriteNumber++;
        foreach (ref var cell in Range(address, byteCount))
        {
            cell.State = ShadowState.Written;
            cell.WriteNumber = WriteNumber;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool RacesWithWrite(in ShadowCell cell, Warp warp, int lane, int actor, int tick) => cell.Writer != actor
        ? !warp.Clock.Knows(cell.Writer, cell.WriteTick)
        : cell.WriteTick == tick && cell.WriterLane != lane;

    private static string Writer(in ShadowCell cell, Warp warp) =>
        $"at PTX line {cell.WriteLine} by {warp.Block.Cluster.NameOf(cell.Writer, cell.WriterLane)}";

    /// <returns>Whether the checks of the access continue.</returns>
    private bool ReportUnwritten(ref ShadowCell cell, Warp warp, Instruction instruction, int lane, uint index)
    {
        var address = index << _shift;
        if ((cell.State & ShadowState.Gap) != ShadowState.None)
        {
            warp.Report(
                ReportKind.OutOfBounds, instruction, lane, $"read of shared address {address}, in the gap between two shared variables");
            return false;
        }

        if ((cell.State & ShadowState.InFlight) != ShadowState.None)
            warp.Report(
                ReportKind.AsyncRead, instruction, lane,
                $"read of shared address {address} while an asynchronous copy to it (PTX line {cell.WriteLine}) has not been waited for");
        else
            warp.Report(ReportKind.UninitializedShared, instruction, lane, $"read of shared address {address}, which was never written");
        cell.State |= ShadowState.Written;
        return true;
    }

    /// <returns>Whether the checks of the access continue.</returns>
    private bool ReportBlocked(ref ShadowCell cell, Warp warp, Instruction instruction, int lane, uint index)
    {
        if ((cell.State & ShadowState.Gap) != ShadowState.None)
        {
            warp.Report(
                ReportKind.OutOfBounds, instruction, lane,
                $"write to shared address {index << _shift}, in the gap between two shared variables");
            return false;
        }

        warp.Report(
            ReportKind.AsyncOverwrite, instruction, lane,
            $"write to shared address {index << _shift} while an asynchronous copy to it (PTX line {cell.WriteLine}) is in flight");
        return true;
    }

    private static void NoteReader(ref ShadowCell cell, Warp warp, Instruction instruction, int lane, int actor, int tick)
    {
        cell.ReadLine = instruction.Line;
        if (cell.Readers is { } readers)
        {
            readers[actor] = tick;
            return;
        }

        if (cell.ReadTick != 0 && cell.Reader != actor && !warp.Clock.Knows(cell.Reader, cell.ReadTick))
        {
            cell.Readers = new int[warp.Block.Cluster.ActorCount];
            cell.Readers[cell.Reader] = cell.ReadTick;
            cell.Readers[actor] = tick;
            return;
        }

        var sameStep = cell.ReadTick == tick && cell.Reader == actor && cell.ReaderLane != lane;
        cell.ReaderLane = sameStep ? ShadowCell.SeveralLanes : (byte)lane;
        cell.Reader = (short)actor;
        cell.ReadTick = tick;
    }

    private void CheckReaders(ref ShadowCell cell, Warp warp, Instruction instruction, int lane, int actor, int tick, uint index)
    {
        if (cell.Readers is { } readers)
        {
            for (var reader = 0; reader < readers.Length; reader++)
            {
                if (reader == actor || warp.Clock.Knows(reader, readers[reader]))
                    continue;
                ReportReader(in cell, warp, instruction, lane, index, reader, ShadowCell.SeveralLanes);
                break;
            }

            cell.Readers = null;
            return;
        }

        if (cell.ReadTick == 0)
            return;
        var races = cell.Reader != actor ? !warp.Clock.Knows(cell.Reader, cell.ReadTick) : cell.ReadTick == tick && cell.ReaderLane != lane;
        if (races)
            ReportReader(in cell, warp, instruction, lane, index, cell.Reader, cell.ReaderLane);
    }

    private void ReportReader(in ShadowCell cell, Warp warp, Instruction instruction, int lane, uint index, int reader, byte readerLane) =>
        warp.Report(
            ReportKind.SharedRace, instruction, lane,
            $"write to shared address {index << _shift} races with the read at PTX line {cell.ReadLine} "
            + $"by {warp.Block.Cluster.NameOf(reader, readerLane)}");
}
