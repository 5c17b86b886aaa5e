namespace GpuBench.Fuzzing.Mutating;

internal static class Splice
{
    /// <returns>The text with the bytes from <paramref name="start"/> to before <paramref name="end"/> replaced.</returns>
    public static byte[] Replace(byte[] text, int start, int end, ReadOnlySpan<byte> by) =>
        [.. text.AsSpan(0, start), .. by, .. text.AsSpan(end)];
}
