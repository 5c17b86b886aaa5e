using System.Runtime.InteropServices;

namespace GpuBench.PtxInterpreter.Calibration.Driver;

/// <summary>CUlaunchConfig with the layout of cuda.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = 56)]
internal unsafe struct LaunchConfiguration
{
    [FieldOffset(0)]
    public uint GridX;

    [FieldOffset(4)]
    public uint GridY;

    [FieldOffset(8)]
    public uint GridZ;

    [FieldOffset(12)]
    public uint BlockX;

    [FieldOffset(16)]
    public uint BlockY;

    [FieldOffset(20)]
    public uint BlockZ;

    [FieldOffset(24)]
    public uint SharedBytes;

    [FieldOffset(32)]
    public nint Stream;

    [FieldOffset(40)]
    public LaunchAttribute* Attributes;

    [FieldOffset(48)]
    public uint AttributeCount;
}
