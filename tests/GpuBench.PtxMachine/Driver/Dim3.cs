using System.Runtime.InteropServices;

namespace GpuBench.PtxMachine.Driver;

/// <summary>Blocks of a grid, or threads of a block; each at least 1.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Dim3(uint X, uint Y, uint Z)
{
    public ulong Count => (ulong)X * Y * Z;
}
