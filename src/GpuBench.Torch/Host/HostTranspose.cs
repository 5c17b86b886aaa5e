using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GpuBench.Torch.Host;

/// <summary>Transposes rows while it converts them to fp32.</summary>
internal static unsafe class HostTranspose<T> where T : unmanaged
{
    private const int Tile = 4;

    /// <param name="from">(count, size).</param>
    /// <param name="to">(size, stride), of which the first <paramref name="count"/> columns are written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read(T* from, int count, int size, float* to, nint stride)
    {
        var row = 0;
        for (; Sse.IsSupported && row <= count - Tile; row += Tile)
        {
            var column = 0;
            for (; column <= size - Tile; column += Tile)
                ReadTile(from + (row * size) + column, size, to + (column * stride) + row, stride);
            for (; column < size; column++)
            {
                for (var i = row; i < row + Tile; i++)
                    to[(column * stride) + i] = HostScalar.Load(from + (i * size) + column);
            }
        }
        for (; row < count; row++)
        {
            for (var column = 0; column < size; column++)
                to[(column * stride) + row] = HostScalar.Load(from + (row * size) + column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReadTile(T* from, int size, float* to, nint stride)
    {
        var (a, b, c, d) = (Load(from), Load(from + size), Load(from + (2 * size)), Load(from + (3 * size)));
        var (abLow, abHigh, cdLow, cdHigh) = (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b), Sse.UnpackLow(c, d), Sse.UnpackHigh(c, d));
        Sse.MoveLowToHigh(abLow, cdLow).Store(to);
        Sse.MoveHighToLow(cdLow, abLow).Store(to + stride);
        Sse.MoveLowToHigh(abHigh, cdHigh).Store(to + (2 * stride));
        Sse.MoveHighToLow(cdHigh, abHigh).Store(to + (3 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Load(T* from) => typeof(T) == typeof(float)
        ? Vector128.Load((float*)from)
        : (Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)from).AsUInt16()) << 16).AsSingle();
}
