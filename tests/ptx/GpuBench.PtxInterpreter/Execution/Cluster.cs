using System.Numerics;
using GpuBench.PtxInterpreter.Checks;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>
/// Blocks that run at the same time and may access each other's shared memory. Without clusters it is a single block. The object is reused
/// for the clusters of the grid, one after the other.
/// </summary>
internal sealed class Cluster : IDisposable
{
    // Rounds without progress before a block counts as hanging. A spinning warp needs several rounds to see a change.
    private const int MaxIdleRounds = 3;
    private const int MaxHangReports = 4;

    private readonly Launch _launch;
    private readonly ExecutionCounts _counts;
    private readonly List<Warp> _warps;
    private readonly int[] _order;
    private readonly List<Action> _copies = [];
    private int _copyTick;

    public Cluster(Launch launch, ExecutionCounts counts)
    {
        _launch = launch;
        _counts = counts;
        var warpsPerBlock = ((int)launch.Shape.Block.Count + Warp.Lanes - 1) / Warp.Lanes;
        ActorCount = (int)launch.ClusterExtent.Count * warpsPerBlock + 1;
        Blocks =
            [.. Enumerable.Range(0, (int)launch.ClusterExtent.Count).Select(rank => new Block(this, launch, rank, warpsPerBlock, counts))];
        _warps = [.. Blocks.SelectMany(block => block.Warps)];
        _order = [.. Enumerable.Range(0, _warps.Count)];
        Barrier = new(this);
    }

    /// <summary>Blocks by rank.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    public IReadOnlyList<Warp> Warps => _warps;

    public ClusterBarrier Barrier { get; }

    /// <summary>Position in the grid of clusters.</summary>
    public Dim3 Position { get; private set; }

    public int ActorCount { get; }

    /// <summary>The actor of asynchronous copies.</summary>
    public int CopyActor => ActorCount - 1;

    public Random Random { get; private set; } = new(0);

    /// <summary>Increases with every event that may let a waiting warp continue.</summary>
    public long Progress { get; set; }

    public void Run(uint index)
    {
        if (_launch.Reports.IsFinal)
            return;

        Start(index);
        Schedule();
        FinishCopies();
        foreach (var block in Blocks)
            block.Finish();
        foreach (var warp in _warps)
        {
            _counts.ThreadInstructions += warp.ThreadInstructions;
            _counts.WarpInstructions += warp.WarpInstructions;
        }
    }

    /// <summary>Queues a copy. The copy runs when no warp can continue without one, which is the latest moment that is allowed.</summary>
    public void Enqueue(Action copy) => _copies.Add(copy);

    /// <summary>The tick of the asynchronous copies' actor at which the next copy writes.</summary>
    public int NextCopyTick() => ++_copyTick;

    /// <summary>The name of an actor for a message.</summary>
    public string NameOf(int actor, byte lane)
    {
        if (actor == CopyActor)
            return "an asynchronous copy";

        var warp = _warps[actor];
        var block = Blocks.Count > 1 ? $" of block rank {warp.Block.Rank}" : "";
        return lane == ShadowCell.SeveralLanes
            ? $"warp {warp.IndexInBlock}{block}"
            : $"thread {warp.IndexInBlock * Warp.Lanes + lane}{block}";
    }

    public void Dispose()
    {
        foreach (var warp in _warps)
            warp.Dispose();
    }

    private void Start(uint index)
    {
        Position = _launch.ClusterGrid.At(index);
        _copies.Clear();
        _copyTick = 0;
        Barrier.Reset();
        // Any two primes work. Seeds of neighbouring clusters must differ.
        Random = new(unchecked(_launch.Options.Seed * 7919 + (int)index));
        foreach (var block in Blocks)
            block.Start();
    }

    private void Schedule()
    {
        var idleRounds = 0;
        while (!_launch.Reports.IsFinal)
        {
            var before = Progress;
            if (!RunRound())
                return;

            if (Progress != before)
                idleRounds = 0;
            else if (_copies.Count > 0)
                CarryOutOne();
            else if (++idleRounds >= MaxIdleRounds)
                ReportHang();
        }
    }

    /// <returns>Whether any warp is still running.</returns>
    private bool RunRound()
    {
        if (_launch.Options.Seed != 0)
            Random.Shuffle(_order);

        var isAnyAlive = false;
        foreach (var index in _order)
        {
            var warp = _warps[index];
            if (warp.State == WarpState.Ready)
                warp.Run();
            isAnyAlive |= warp.State != WarpState.Done;
        }

        return isAnyAlive;
    }

    private void CarryOutOne()
    {
        var index = _launch.Options.Seed != 0 ? Random.Next(_copies.Count) : 0;
        var copy = _copies[index];
        _copies.RemoveAt(index);
        copy();
        Progress++;
    }

    private void ReportHang()
    {
        foreach (var warp in _warps.Where(warp => warp.State != WarpState.Done).Take(MaxHangReports))
        {
            var lane = BitOperations.TrailingZeroCount(warp.Active) & (Warp.Lanes - 1);
            var why = warp.State == WarpState.Waiting ? "waits at a barrier that other warps do not reach" : "spins";
            warp.Report(
                ReportKind.Deadlock, _launch.Program.Code[warp.ProgramCounter], lane, $"the block hangs: warp {warp.IndexInBlock} {why}");
        }
    }

    private void FinishCopies()
    {
        foreach (var copy in _copies)
            copy();
        if (_copies.Count > 0 && !_launch.Reports.IsFinal)
            _warps[0].Report(
                ReportKind.AsyncLeak, _launch.Program.Code[^1], 0, $"{_copies.Count} asynchronous copies were never waited for");
    }
}
