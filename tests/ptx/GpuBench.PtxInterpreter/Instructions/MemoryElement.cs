using System.Runtime.CompilerServices;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>One element of 1, 2, 4 or 8 bytes in memory.</summary>
internal static unsafe class MemoryElement
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(byte* bytes, int byteCount) => byteCount switch
    {
        4 => *(uint*)bytes,
        8 => *(ulong*)bytes,
        2 => *(ushort*)bytes,
        _ => *bytes,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(byte* bytes, int byteCount, ulong value)
    {
        switch (byteCount)
        {
            case 4:
                *(uint*)bytes = (uint)value;
                break;
            case 8:
                *(ulong*)bytes = value;
                break;
            case 2:
                *(ushort*)bytes = (ushort)value;
                break;
            default:
                *bytes = (byte)value;
                break;
        }
    }
}
