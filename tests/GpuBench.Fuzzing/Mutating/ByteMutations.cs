using System.Text;

namespace GpuBench.Fuzzing.Mutating;

/// <summary>Changes that disks, transfers and editors make to any file.</summary>
internal static class ByteMutations
{
    private const int LongestRange = 64;
    private static readonly byte[] Telling = [.. "{}[]\",:\\/-+.eE0119 \n\r\t"u8, 0, 0x1E, 0x7F, 0x80, 0xFF];
    private static readonly Encoding[] Encodings = [Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.Latin1];

    /// <summary>Each function takes the text and another seed of the same reader.</summary>
    public static IReadOnlyList<Func<byte[], byte[], SeededRandom, byte[]>> All { get; } =
    [
        FlipBit, Overwrite, DeleteRange, RepeatRange, InsertBytes, Truncate, DropStart, SpliceTwo, SwapRanges, ChangeEncoding, AddMark,
        BreakLines, RepeatLine, BreakLine, Empty,
    ];

    private static byte[] FlipBit(byte[] text, byte[] other, SeededRandom random)
    {
        var changed = text.ToArray();
        if (changed.Length > 0)
            changed[random.Below(changed.Length)] ^= (byte)(1 << random.Below(8));
        return changed;
    }

    private static byte[] Overwrite(byte[] text, byte[] other, SeededRandom random)
    {
        var changed = text.ToArray();
        if (changed.Length > 0)
            changed[random.Below(changed.Length)] = random.Of(Telling);
        return changed;
    }

    private static byte[] DeleteRange(byte[] text, byte[] other, SeededRandom random)
    {
        var (start, end) = Range(text, random);
        return Splice.Replace(text, start, end, []);
    }

    private static byte[] RepeatRange(byte[] text, byte[] other, SeededRandom random)
    {
        var (start, end) = Range(text, random);
        return Splice.Replace(text, end, end, text.AsSpan(start, end - start));
    }

    private static byte[] InsertBytes(byte[] text, byte[] other, SeededRandom random)
    {
        var bytes = Enumerable.Range(0, 1 + random.Below(4)).Select(_ => random.Of(Telling)).ToArray();
        var at = random.Below(text.Length + 1);
        return Splice.Replace(text, at, at, bytes);
    }

    private static byte[] Truncate(byte[] text, byte[] other, SeededRandom random) => text[..random.Below(text.Length)];

    private static byte[] DropStart(byte[] text, byte[] other, SeededRandom random) =>
        text[random.Below(Math.Min(text.Length, LongestRange))..];

    private static byte[] SpliceTwo(byte[] text, byte[] other, SeededRandom random) =>
        [.. text.AsSpan(0, random.Below(text.Length)), .. other.AsSpan(random.Below(other.Length))];

    private static byte[] SwapRanges(byte[] text, byte[] other, SeededRandom random)
    {
        var (start, end) = Range(text, random);
        var at = random.Below(start + 1);
        return [.. text.AsSpan(0, at), .. text.AsSpan(start, end - start), .. text.AsSpan(at, start - at), .. text.AsSpan(end)];
    }

    private static byte[] ChangeEncoding(byte[] text, byte[] other, SeededRandom random)
    {
        var encoding = random.Of(Encodings);
        var bytes = encoding.GetBytes(Encoding.UTF8.GetString(text));
        return random.OneIn(2) ? [.. encoding.GetPreamble(), .. bytes] : bytes;
    }

    private static byte[] AddMark(byte[] text, byte[] other, SeededRandom random) => [0xEF, 0xBB, 0xBF, .. text];

    private static byte[] BreakLines(byte[] text, byte[] other, SeededRandom random) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(text).Replace("\n", "\r\n", StringComparison.Ordinal));

    private static byte[] RepeatLine(byte[] text, byte[] other, SeededRandom random)
    {
        var lines = Encoding.Latin1.GetString(text).Split('\n').ToList();
        lines.Insert(random.Below(lines.Count), random.Of(lines));
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private static byte[] BreakLine(byte[] text, byte[] other, SeededRandom random)
    {
        var at = random.Below(text.Length + 1);
        return Splice.Replace(text, at, at, "\n"u8);
    }

    private static byte[] Empty(byte[] text, byte[] other, SeededRandom random) => random.OneIn(2) ? [] : "\n \t\n"u8.ToArray();

    private static (int Start, int End) Range(byte[] text, SeededRandom random)
    {
        var start = random.Below(text.Length);
        return (start, Math.Min(text.Length, start + 1 + random.Below(LongestRange)));
    }
}
