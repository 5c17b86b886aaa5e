using System.Runtime.InteropServices;
using System.Text;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>The buffer that the caller of a module load passes for the compiler's errors. By default there is none.</summary>
/// <param name="Address">0 if there is no buffer.</param>
/// <param name="ByteCount">Size of the buffer, including the zero after the text.</param>
internal readonly record struct JitErrorLog(nint Address, int ByteCount)
{
    // CUjit_option of cuda.h.
    private const int ErrorLogBuffer = 5, ErrorLogBufferSizeBytes = 6;

    /// <summary>The value of an option is a pointer, or a number that is stored as a pointer.</summary>
    public static JitErrorLog Of(ReadOnlySpan<int> options, ReadOnlySpan<nint> values)
    {
        int buffer = options.IndexOf(ErrorLogBuffer), size = options.IndexOf(ErrorLogBufferSizeBytes);
        return buffer < 0 || size < 0 ? default : new(values[buffer], (int)values[size]);
    }

    /// <summary>Writes the part of the log that fits, as the driver does.</summary>
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
