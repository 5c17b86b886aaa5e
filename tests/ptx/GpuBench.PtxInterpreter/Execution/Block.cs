using GpuBench.PtxInterpreter.Memory;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>The block of one rank in a cluster. The object is reused like the cluster.</summary>
internal sealed class Block
{
    private const int BarrierCount = 16;

    private readonly Launch _launch;

    public Block(Cluster cluster, Launch launch, int rank, int warps, ExecutionCounts counts)
    {
        _launch = launch;
        Cluster = cluster;
        Rank = rank;
        PositionInCluster = launch.ClusterExtent.At((uint)rank);
        Shared = new(launch.Program.StaticSharedBytes + launch.Shape.DynamicSharedBytes, launch.Program.NeedsByteCells);
        Barriers = [.. Enumerable.Range(0, BarrierCount).Select(number => new BlockBarrier(this, number))];
        Warps = [.. Enumerable.Range(0, warps).Select(index => new Warp(this, launch, index, rank * warps + index, counts))];
        Warpgroups = new(this);
    }

    public Cluster Cluster { get; }

    public int Rank { get; }

    public Dim3 PositionInCluster { get; }

    /// <summary>Position in the grid.</summary>
    public Dim3 Position { get; private set; }

    /// <summary>Number in the grid. X varies fastest.</summary>
    public int Number { get; private set; }

    public SharedMemory Shared { get; }

    public IReadOnlyList<Warp> Warps { get; }

    public IReadOnlyList<BlockBarrier> Barriers { get; }

    /// <summary>Mbarriers by shared address.</summary>
    public Dictionary<uint, Mbarrier> Mbarriers { get; } = [];

    public WarpgroupCheck Warpgroups { get; }

    public bool HasExited => Warps.All(warp => warp.State == WarpState.Done);

    public void Start()
    {
        var (cluster, extent, grid) = (Cluster.Position, _launch.ClusterExtent, _launch.Shape.Grid);
        Position = new(
            cluster.X * extent.X + PositionInCluster.X,
            cluster.Y * extent.Y + PositionInCluster.Y,
            cluster.Z * extent.Z + PositionInCluster.Z);
        Number = (int)(Position.X + grid.X * (Position.Y + grid.Y * Position.Z));
        Mbarriers.Clear();
        Warpgroups.Reset();
        Shared.Reset(_launch.Program.SharedGaps);
        foreach (var barrier in Barriers)
            barrier.Reset();
        foreach (var warp in Warps)
            warp.Start();
    }

    /// <summary>Handles the exit of a warp. Barriers that wait for all warps then wait for one warp less.</summary>
    public void OnWarpExit()
    {
        foreach (var barrier in Barriers)
            barrier.OnWarpExit();
        Cluster.Barrier.Release();
    }

    public void Finish()
    {
        if (!_launch.Reports.IsFinal)
            Warpgroups.CheckCounts();
    }
}
