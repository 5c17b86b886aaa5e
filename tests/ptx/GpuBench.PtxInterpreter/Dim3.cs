using System.Runtime.InteropServices;

namespace GpuBench.PtxInterpreter;

/// <summary>Blocks of a grid or of a cluster, or threads of a block. Each extent is at least 1.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Dim3(uint X, uint Y = 1, uint Z = 1)
{
    public ulong Count => (ulong)X * Y * Z;

    public static implicit operator Dim3(int x) => new((uint)x);

    public static implicit operator Dim3((int X, int Y) value) => new((uint)value.X, (uint)value.Y);

    public static implicit operator Dim3((int X, int Y, int Z) value) => new((uint)value.X, (uint)value.Y, (uint)value.Z);

    /// <summary>The coordinates of the element with the given number. X changes fastest.</summary>
    internal Dim3 At(uint index) => new(index % X, index / X % Y, index / (X * Y));

    public override string ToString() => $"({X},{Y},{Z})";
}
