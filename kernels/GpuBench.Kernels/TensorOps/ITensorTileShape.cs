using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The tile of C that a group computes, and its stages in shared memory. Each warp has 64x64 of the tile.</summary>
internal interface ITensorTileShape
{
    /// <summary>Rows of C and of A, 64 or 128.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of C and of B, 128 or 256.</summary>
    static abstract int Columns { get; }

    /// <summary>Stages of 64 bytes along K in shared memory, 3 or 4. All but one are copied while one is multiplied.</summary>
    static abstract int Stages { get; }
}

/// <summary>128x128 in three stages: 48 KiB, so that two groups share a multiprocessor of sm_80 and later.</summary>
internal readonly struct SquareTile : ITensorTileShape
{
    public static int Rows => 128;

    public static int Columns => 128;

    public static int Stages => 3;
}

/// <summary>128x256 in four stages: 96 KiB. An element of A is read half as often from global memory as with 128 columns.</summary>
internal readonly struct WideTile : ITensorTileShape
{
    public static int Rows => 128;

    public static int Columns => 256;

    public static int Stages => 4;
}

/// <summary>64x256 in four stages: 80 KiB. For few rows: 48 KiB of B are on their way at any time.</summary>
internal readonly struct FlatTile : ITensorTileShape
{
    public static int Rows => 64;

    public static int Columns => 256;

    public static int Stages => 4;
}

/// <summary>What follows from the shape of a tile.</summary>
internal static class TensorTileShape
{
    public const int WarpSide = 64;

    private const int WarpSize = 32;

    public static int GroupSize<TShape>()
        where TShape : struct, ITensorTileShape =>
        TShape.Rows / WarpSide * (TShape.Columns / WarpSide) * WarpSize;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SharedBytes<TShape>()
        where TShape : struct, ITensorTileShape =>
        TShape.Stages * StageBytes<TShape>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int StageBytes<TShape>()
        where TShape : struct, ITensorTileShape =>
        (TShape.Rows + TShape.Columns) * 4 * PieceOffsets.QuadBytes;

    /// <summary>Quads of A's tile, behind which a stage has the tiles of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int QuadsOfA<TShape>()
        where TShape : struct, ITensorTileShape =>
        TShape.Rows * 4;

    /// <summary>The number of tiles of C, or groups, in a matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (int Rows, int Columns) TileCounts<TShape>(int m, int n)
        where TShape : struct, ITensorTileShape =>
        ((m - 1) / TShape.Rows + 1, (n - 1) / TShape.Columns + 1);
}

/// <summary>The shared memory of a group. A type argument, because CUDA has a limit of 48 KiB for memory of a size in the code.</summary>
internal interface ISharedQuads
{
    static abstract ArrayView<WordQuad> Quads { get; }
}

/// <summary>48 KiB.</summary>
internal readonly struct Static48KiB : ISharedQuads
{
    public static ArrayView<WordQuad> Quads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => SharedMemory.Allocate<WordQuad>(48 * 1024 / PieceOffsets.QuadBytes);
    }
}

/// <summary>96 KiB and the factors of a tile, for devices that are processors.</summary>
internal readonly struct Static97KiB : ISharedQuads
{
    public static ArrayView<WordQuad> Quads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => SharedMemory.Allocate<WordQuad>(97 * 1024 / PieceOffsets.QuadBytes);
    }
}

/// <summary>Memory whose size the launch gives; see <see cref="KernelEntryPoint.DynamicSharedBytes"/>.</summary>
internal readonly struct DynamicQuads : ISharedQuads
{
    public static ArrayView<WordQuad> Quads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => SharedMemory.GetDynamic<WordQuad>();
    }
}
