namespace GpuBench.PtxInterpreter.Conformance.Numerics;

/// <summary>Elements of 1, 2, 4 or 8 bytes in buffers, as the device stores them.</summary>
public static class LittleEndian
{
    public static ulong Read(ReadOnlySpan<byte> bytes, int offset, int elementBytes)
    {
        ulong value = 0;
        for (var i = elementBytes - 1; i >= 0; i--)
            value = value << 8 | bytes[offset + i];
        return value;
    }

    public static void Write(Span<byte> bytes, int offset, int elementBytes, ulong value)
    {
        for (var i = 0; i < elementBytes; i++)
            bytes[offset + i] = (byte)(value >> (8 * i));
    }

    /// <returns>The elements one after the other.</returns>
    public static byte[] Pack(IReadOnlyList<ulong> elements, int elementBytes)
    {
        var bytes = new byte[elements.Count * elementBytes];
        for (var i = 0; i < elements.Count; i++)
            Write(bytes, i * elementBytes, elementBytes, elements[i]);
        return bytes;
    }
}
