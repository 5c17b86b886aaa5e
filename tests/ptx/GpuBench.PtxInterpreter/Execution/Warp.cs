using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Instructions;
using GpuBench.PtxInterpreter.Memory;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>
/// 32 threads that execute together. Registers are stored as structures of arrays, with the 32 lanes of a register side by side. So one
/// instruction processes all lanes at once. A predicate is one bit for each lane.
/// </summary>
internal sealed unsafe partial class Warp : IDisposable
{
    public const int Lanes = 32;
    public const uint AllLanes = ~0u;

    private const int RegisterAlignmentBytes = 64;

    private readonly PtxProgram _program;
    private readonly ExecutionCounts _counts;
    private readonly bool _checks;
    private readonly long _maxInstructions;
    private readonly uint[] _predicates;
    private readonly uint[] _defined;
    private readonly byte[] _local;

    public Warp(Block block, Launch launch, int index, int actor, ExecutionCounts counts)
    {
        Block = block;
        Launch = launch;
        IndexInBlock = index;
        Actor = actor;
        _program = launch.Program;
        _counts = counts;
        _checks = launch.Options.Checks;
        _maxInstructions = launch.Options.MaxWarpInstructions;
        Profiles = launch.Options.Profile;
        var layout = _program.Layout;
        Registers = (byte*)NativeMemory.AlignedAlloc((nuint)(layout.ByteCount + RegisterAlignmentBytes), RegisterAlignmentBytes);
        NativeMemory.Clear(Registers, (nuint)layout.ByteCount);
        _predicates = new uint[Math.Max(1, layout.PredicateCount)];
        _defined = new uint[Math.Max(1, layout.Names.Count)];
        _local = GC.AllocateArray<byte>(Math.Max(8, _program.LocalBytes) * Lanes, pinned: true);
        Clock = new(block.Cluster.ActorCount);
        ProxyClock = new(block.Cluster.ActorCount);
        AsyncCopies = new(this);
        BulkStores = new();
        Wgmma = _program.UsesWgmma ? new(this, layout.Names.Count) : null;
        foreach (var (register, value) in launch.Constants)
            Fill(register, value);
    }

    public Block Block { get; }

    public Launch Launch { get; }

    public int IndexInBlock { get; }

    /// <summary>Number of the warp in the cluster. Vector clocks identify the warp by it.</summary>
    public int Actor { get; }

    public byte* Registers { get; }

    public WarpState State { get; set; }

    public VectorClock Clock { get; }

    /// <summary>The generic writes that are visible to the asynchronous proxy, as of this warp's last proxy fence.</summary>
    public VectorClock ProxyClock { get; }

    public AsyncCopyQueue AsyncCopies { get; }

    public BulkStoreQueue BulkStores { get; }

    /// <summary>Exists only for programs that use wgmma.</summary>
    public WgmmaQueue? Wgmma { get; }

    /// <summary>The barrier reduction that the warp waits for.</summary>
    public PendingReduction? PendingReduction { get; set; }

    /// <summary>The carry flag of each lane.</summary>
    public uint Carry { get; set; }

    /// <summary>Whether the warp has arrived at the cluster's barrier and has not waited yet.</summary>
    public bool OwesClusterWait { get; set; }

    public long ThreadInstructions { get; private set; }

    public long WarpInstructions { get; private set; }

    public bool Checks => _checks;

    /// <summary>Whether the warp counts instructions and memory requests.</summary>
    public bool Profiles { get; }

    public void Start()
    {
        var threads = (int)Launch.Shape.Block.Count - IndexInBlock * Lanes;
        _alive = Active = threads >= Lanes ? AllLanes : (1u << threads) - 1;
        ProgramCounter = 0;
        State = WarpState.Ready;
        _otherGroups.Clear();
        _turns = 0;
        Clock.Clear();
        Clock.Tick(Actor);
        ProxyClock.Clear();
        Array.Clear(_defined);
        _local.AsSpan().Fill(GlobalMemory.FillByte);
        (ThreadInstructions, WarpInstructions) = (0, 0);
        _lastBuffer = null;
        PendingReduction = null;
        OwesClusterWait = false;
        AsyncCopies.Reset();
        BulkStores.Reset();
        Wgmma?.Reset();
        foreach (var (name, register) in _program.Layout.SpecialRegisters)
        {
            for (var lane = 0; lane < Lanes; lane++)
                Write(register, lane, SpecialRegister.Value(name, this, lane));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint* Words(Register register) => (uint*)(Registers + register.Offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong* Longs(Register register) => (ulong*)(Registers + register.Offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref uint Predicate(Register register) => ref _predicates[register.Offset];

    /// <summary>Sets the given lanes of a predicate.</summary>
    public void WritePredicate(Register register, uint lanes, uint values)
    {
        ref var predicate = ref _predicates[register.Offset];
        predicate = (predicate & ~lanes) | (values & lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Read(Register register, int lane) => register.LaneBytes switch
    {
        8 => Longs(register)[lane],
        4 => Words(register)[lane],
        0 => (_predicates[register.Offset] >> lane) & 1,
        _ => 0,
    };

    /// <summary>Writes the low bits of the value, at the register's width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(Register register, int lane, ulong value)
    {
        switch (register.LaneBytes)
        {
            case 8:
                Longs(register)[lane] = value;
                break;
            case 4:
                Words(register)[lane] = (uint)value;
                break;
            case 0:
                WritePredicate(register, 1u << lane, (uint)(value & 1) << lane);
                break;
        }
    }

    /// <summary>Lanes that hold a value.</summary>
    public ref uint Defined(Register register) => ref _defined[register.Id];

    public ref InstructionTally Tally(Instruction instruction) => ref _counts.Of(instruction);

    public void Report(ReportKind kind, Instruction instruction, int lane, string message) =>
        Launch.Reports.Add(kind, instruction, this, lane, message);

    public void Dispose() => NativeMemory.AlignedFree(Registers);

    private void Fill(Register register, ulong value)
    {
        for (var lane = 0; lane < Lanes; lane++)
            Write(register, lane, value);
    }
}
