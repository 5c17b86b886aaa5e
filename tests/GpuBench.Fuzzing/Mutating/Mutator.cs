namespace GpuBench.Fuzzing.Mutating;

/// <summary>
/// Makes the inputs of a campaign. An input depends only on seed, reader and number, so the input of any finding can be made again.
/// </summary>
public sealed class Mutator(string reader, IReadOnlyList<byte[]> seeds, ulong seed)
{
    /// <summary>One change finds most defects. Several changes together pass the checks that stop a single change.</summary>
    private const int MaxChanges = 4;

    /// <summary>Most byte changes break the text, and the first check refuses it. JSON changes reach later code.</summary>
    private const int OneByteChangeIn = 6;

    /// <summary>In journals, each complete line is JSON.</summary>
    private const byte LineBreak = (byte)'\n';

    public byte[] Input(long index)
    {
        var random = new SeededRandom(seed, reader, index);
        var text = random.Of(seeds);
        for (var changes = random.OneIn(2) ? 1 : 1 + random.Below(MaxChanges); changes > 0; changes--)
            text = Change(text, random.Of(seeds), random);
        return text;
    }

    private static byte[] Change(byte[] text, byte[] other, SeededRandom random)
    {
        if (text.Length == 0 || random.OneIn(OneByteChangeIn))
            return random.Of(ByteMutations.All)(text, other, random);
        var (start, end) = (0, text.Length);
        if (JsonParser.Parse(text, lenient: true) is not { } root)
        {
            (start, end) = Line(text, random);
            if (JsonParser.Parse(text[start..end], lenient: true) is not { } lineRoot)
                return random.Of(ByteMutations.All)(text, other, random);
            root = lineRoot;
            var (otherStart, otherEnd) = Line(other, random);
            other = other[otherStart..otherEnd];
        }
        return Splice.Replace(text, start, end, random.Of(JsonMutations.All)(text[start..end], root, other, random));
    }

    /// <returns>Start and end of a random line of the text, after a record separator if the line has one.</returns>
    private static (int Start, int End) Line(byte[] text, SeededRandom random)
    {
        var at = random.Below(text.Length);
        var start = text.AsSpan(0, at).LastIndexOfAny(LineBreak, (byte)0x1E) + 1;
        var length = text.AsSpan(start).IndexOf(LineBreak);
        return (start, length < 0 ? text.Length : start + length);
    }
}
