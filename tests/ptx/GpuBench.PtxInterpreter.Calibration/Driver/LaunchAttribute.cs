using System.Runtime.InteropServices;

namespace GpuBench.PtxInterpreter.Calibration.Driver;

/// <summary>CUlaunchAttribute with the layout of cuda.h. It has the three numbers of a cluster's shape.</summary>
[StructLayout(LayoutKind.Explicit, Size = 72)]
internal struct LaunchAttribute
{
    [FieldOffset(0)]
    public int Id;

    [FieldOffset(8)]
    public uint X;

    [FieldOffset(12)]
    public uint Y;

    [FieldOffset(16)]
    public uint Z;
}
