using System.Runtime.InteropServices;
using System.Text;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>Where the caller of a module load wants the compiler's errors; nowhere by default.</summary>
/// <param name="Address">0 for nowhere.</param>
/// <param name="ByteCount">The zero behind the text included.</param>
internal readonly record struct JitErrorLog(nint Address, int ByteCount)
{
    // CUjit_option of cuda.h.
    private const int ErrorLogBuffer = 5, ErrorLogBufferSizeBytes = 6;

    /// <summary>An option's value is a pointer, or a number in the place of one.</summary>
    public static JitErrorLog Of(ReadOnlySpan<int> options, ReadOnlySpan<nint> values)
    {
        int buffer = options.IndexOf(ErrorLogBuffer), size = options.IndexOf(ErrorLogBufferSizeBytes);
        return buffer < 0 || size < 0 ? default : new(values[buffer], (int)values[size]);
    }

    /// <summary>Writes what fits, as the driver does.</summary>
    public void Write(string log)
    {
        if (Address == 0 || ByteCount <= 0)
            return;
        var bytes = Encoding.ASCII.GetBytes(log);
        var count = Math.Min(bytes.Length, ByteCount - 1);
        Marshal.Copy(bytes, 0, Address, count);
        Marshal.WriteByte(Address, count, 0);
    }
}
