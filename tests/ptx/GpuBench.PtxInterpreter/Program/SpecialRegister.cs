using GpuBench.PtxInterpreter.Execution;

namespace GpuBench.PtxInterpreter.Program;

/// <summary>Predefined, read-only variables (PTX ISA, "Special Registers") whose values do not change while a warp runs.</summary>
internal static class SpecialRegister
{
    public static bool Exists(string name) => Find(name) is not null;

    public static int LaneBytes(string name) => name is "%gridid" ? 8 : 4;

    public static ulong Value(string name, Warp warp, int lane) => Find(name)!(warp, lane);

    private static Func<Warp, int, ulong>? Find(string name) => name switch
    {
        "%tid.x" => (warp, lane) => Thread(warp, lane).X,
        "%tid.y" => (warp, lane) => Thread(warp, lane).Y,
        "%tid.z" => (warp, lane) => Thread(warp, lane).Z,
        "%laneid" => (_, lane) => (uint)lane,
        "%warpid" => (warp, _) => (uint)warp.IndexInBlock,
        "%nwarpid" => (warp, _) => (uint)warp.Block.Warps.Count,
        "%lanemask_eq" => (_, lane) => 1u << lane,
        "%lanemask_lt" => (_, lane) => (1u << lane) - 1,
        "%lanemask_le" => (_, lane) => (2u << lane) - 1,
        "%lanemask_gt" => (_, lane) => ~((2u << lane) - 1),
        "%lanemask_ge" => (_, lane) => ~((1u << lane) - 1),
        "%dynamic_smem_size" => (warp, _) => (uint)warp.Launch.Shape.DynamicSharedBytes,
        "%total_smem_size" => (warp, _) => (uint)(warp.Launch.Shape.DynamicSharedBytes + warp.Launch.Program.StaticSharedBytes),
        "%is_explicit_cluster" => (warp, _) => warp.Launch.ClusterExtent.Count > 1 ? 1u : 0,
        "%cluster_ctarank" => (warp, _) => (uint)warp.Block.Rank,
        "%cluster_nctarank" => (warp, _) => (uint)warp.Launch.ClusterExtent.Count,
        "%smid" or "%gridid" => (_, _) => 0,
        "%nsmid" => (_, _) => 1,
        "WARP_SZ" => (_, _) => 32,
        _ => FindDimension(name),
    };

    private static Func<Warp, int, ulong>? FindDimension(string name)
    {
        if (name.Length < 3 || name[^2] != '.' || name[^1] is < 'x' or > 'z')
            return null;

        var axis = name[^1] - 'x';
        Func<Warp, Dim3>? extent = name[..^2] switch
        {
            "%ntid" => warp => warp.Launch.Shape.Block,
            "%ctaid" => warp => warp.Block.Position,
            "%nctaid" => warp => warp.Launch.Shape.Grid,
            "%cluster_ctaid" => warp => warp.Block.PositionInCluster,
            "%cluster_nctaid" => warp => warp.Launch.ClusterExtent,
            "%clusterid" => warp => warp.Block.Cluster.Position,
            "%nclusterid" => warp => warp.Launch.ClusterGrid,
            _ => null,
        };
        return extent is null ? null : (warp, _) => Component(extent(warp), axis);
    }

    private static Dim3 Thread(Warp warp, int lane) => warp.Launch.Shape.Block.At((uint)(warp.IndexInBlock * Warp.Lanes + lane));

    private static uint Component(Dim3 extent, int axis) => axis switch
    {
        0 => extent.X,
        1 => extent.Y,
        _ => extent.Z,
    };
}
