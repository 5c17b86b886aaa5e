using GpuBench.PtxInterpreter.Conformance.Cases;

namespace GpuBench.PtxInterpreter.Conformance.Numerics;

/// <summary>
/// The swizzle modes of the section "Tensors: Swizzling Modes". 16-byte chunks change places within a span of 32, 64 or 128 bytes.
/// The number of their 128-byte row determines the new place. The pattern repeats every 256, 512 or 1024 bytes.
/// </summary>
internal static class SharedSwizzle
{
    /// <returns>The swizzled place of the byte that has the given offset from an aligned base without swizzling.</returns>
    public static int Place(int offset, SwizzleMode mode)
    {
        var (row, chunk, rest) = (offset / 128, offset / 16 % 8, offset % 16);
        var chunksInSpan = Span(mode) / 16;
        var inSpan = chunk % chunksInSpan ^ row % chunksInSpan;
        return row * 128 + (chunk / chunksInSpan * chunksInSpan + inSpan) * 16 + rest;
    }

    /// <returns>The bytes of a span. Without swizzling, the bytes of one chunk.</returns>
    public static int Span(SwizzleMode mode) => mode switch
    {
        SwizzleMode.Span32 => 32,
        SwizzleMode.Span64 => 64,
        SwizzleMode.Span128 => 128,
        _ => 16,
    };

    /// <returns>The text in the names of cases, e.g. <c>128-byte swizzle</c>.</returns>
    public static string Text(SwizzleMode mode) => mode == SwizzleMode.None ? "no swizzle" : $"{Span(mode)}-byte swizzle";
}
