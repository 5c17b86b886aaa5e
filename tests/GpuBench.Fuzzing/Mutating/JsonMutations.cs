using System.Text;

namespace GpuBench.Fuzzing.Mutating;

/// <summary>Changes that people and programs make to JSON. The text remains JSON, or nearly JSON.</summary>
internal static class JsonMutations
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1.5", "\"\"", "\"x\"", "[]", "{}", "[null]", "[[]]", "[{}]", "{\"\":null}", "{\"a\":1}",
        "\"NaN\"", "\"1\"",
    ];

    private static readonly string[] Numbers =
    [
        "0", "-0", "-1", "1", "1.0", "1e0", "0.5", "1e999", "-1e999", "1e400", "1e308", "1.8e308", "-1e308", "1e-320", "5e-324", "1e-999",
        "2147483647", "2147483648", "-2147483648",
        "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551616", "123456789012345678901234567890",
        "0.1e-2147483649", "1e2147483648",
        "NaN", "Infinity", "-Infinity", "00", "0x10", "+1", ".5", "5.", "1e", "1_000", "1,5",
    ];

    private static readonly string[] Texts =
    [
        "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\u001e\"", "\"\\n\"",
        "\"../../etc/passwd\"", "\"é\"", "\"unknown\"", "\"ok\"", "\"failed\"",
        "\"OK\"", "\"ok, failed\"", "\"3\"", "\"warp\"", "\"fp4\"", "\"cpu\"", "\"matmul\"", "\"attention\"", "\"link\"",
        "\"9999-12-31T23:59:59.9999999+00:00\"", "\"0001-01-01T00:00:00Z\"", "\"2026-02-30T00:00:00Z\"",
        "\"B/s\"", "\"token/s\"", "\"cpu:0\"", "\"import\"", "\"torchsharp\"", "\"h20-96gb-hbm3\"", "\"NVIDIA H20\"",
    ];

    private static readonly string[] Members =
    [
        "\"taste\":7", "\"taste\":{\"of\":[1,{\"x\":null}]}", "\"\":0", "\"type\":\"run\"", "\"$type\":\"x\"", "\"$ref\":\"1\"",
        "\"$values\":[]", "\"Rows\":[]", "\"schemaVersion\":1", "\"taste\":1e999", "\"unknown\":{}",
    ];

    private static readonly int[] Depths = [2, 20, 60, 70, 300, 5000, 100_000];

    /// <summary>Each function takes the text, its tree, and another seed of the same reader.</summary>
    public static IReadOnlyList<Func<byte[], JsonSpan, byte[], SeededRandom, byte[]>> All { get; } =
    [
        RepeatMember, ContradictMember, RemovePart, RepeatItem, SwapValues, ReplaceValue, ReplaceNumber, ReplaceNumber, ReplaceText,
        ReplaceText, RenameMember, InsertMember, EscapeName,
        Nest, CopyValue, CopyFromOther, ChangeDigit, EmptyList,
    ];

    private static byte[] RepeatMember(byte[] text, JsonSpan root, byte[] other, SeededRandom random) =>
        Member(root, random) is { } member
            ? Insert(text, member.Value.End, [.. ","u8, .. text.AsSpan(member.Start, member.Value.End - member.Start)])
            : text;

    private static byte[] ContradictMember(byte[] text, JsonSpan root, byte[] other, SeededRandom random) =>
        Member(root, random) is { } member
            ? Insert(
                text, member.Value.End,
                [.. ","u8, .. text.AsSpan(member.Start, member.NameEnd - member.Start), .. ":"u8, .. Utf8(random.Of(Values))])
            : text;

    /// <summary>Removes a member or an item with the comma after it. For the last one, it removes the comma before it.</summary>
    private static byte[] RemovePart(byte[] text, JsonSpan root, byte[] other, SeededRandom random)
    {
        var holder = random.Of([.. root.All().Where(value => value.Members.Count + value.Items.Count > 0).DefaultIfEmpty(root)]);
        var parts = holder.Kind == '{'
            ? [.. holder.Members.Select(member => (member.Start, member.Value.End))]
            : holder.Items.Select(item => (item.Start, item.End)).ToList();
        if (parts.Count == 0)
            return text;
        var index = random.Below(parts.Count);
        return index + 1 < parts.Count ? Splice.Replace(text, parts[index].Start, parts[index + 1].Start, [])
            : index > 0 ? Splice.Replace(text, parts[index - 1].End, parts[index].End, [])
            : Splice.Replace(text, parts[0].Start, parts[0].End, []);
    }

    private static byte[] RepeatItem(byte[] text, JsonSpan root, byte[] other, SeededRandom random)
    {
        var items = root.All().SelectMany(value => value.Items).ToList();
        if (items.Count == 0)
            return text;
        var item = random.Of(items);
        return Insert(text, item.End, [.. ","u8, .. text.AsSpan(item.Start, item.End - item.Start)]);
    }

    private static byte[] SwapValues(byte[] text, JsonSpan root, byte[] other, SeededRandom random)
    {
        var values = root.All().Skip(1).ToList();
        if (values.Count < 2)
            return text;
        var (a, b) = (random.Of(values), random.Of(values));
        if (a.Start > b.Start)
            (a, b) = (b, a);
        return a.End > b.Start
            ? text
            :
            [
                .. text.AsSpan(0, a.Start), .. text.AsSpan(b.Start, b.End - b.Start), .. text.AsSpan(a.End, b.Start - a.End),
                .. text.AsSpan(a.Start, a.End - a.Start), .. text.AsSpan(b.End),
            ];
    }

    private static byte[] ReplaceValue(byte[] text, JsonSpan root, byte[] other, SeededRandom random) =>
        Put(text, Any(root, random), random.Of(Values));

    private static byte[] ReplaceNumber(byte[] text, JsonSpan root, byte[] other, SeededRandom random) =>
        Put(text, OfKind(root, '0', random), random.Of(Numbers));

    private static byte[] ReplaceText(byte[] text, JsonSpan root, byte[] other, SeededRandom random) =>
        Put(text, OfKind(root, '"', random), random.OneIn(50) ? $"\"{new string('a', 100_000)}\"" : random.Of(Texts));

    private static byte[] RenameMember(byte[] text, JsonSpan root, byte[] other, SeededRandom random)
    {
        if (Member(root, random) is not { } member)
            return text;
        var name = random.OneIn(2) ? Member(root, random)!.Name : member.Name + "s";
        return Splice.Replace(text, member.Start, member.NameEnd, Utf8($"\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
    }

    private static byte[] InsertMember(byte[] text, JsonSpan root, byte[] other, SeededRandom random) =>
        Member(root, random) is { } member ? Insert(text, member.Start, [.. Utf8(random.Of(Members)), .. ","u8]) : text;

    /// <summary>Writes the same name with an escape, for example <c>row\u0073</c>.</summary>
    private static byte[] EscapeName(byte[] text, JsonSpan root, byte[] other, SeededRandom random)
    {
        if (Member(root, random) is not { } member || member.NameEnd - member.Start < 3
            || text[member.NameEnd - 2] is (byte)'"' or (byte)'\\' or > 0x7F)
            return text;
        var escaped = Splice.Replace(text, member.NameEnd - 2, member.NameEnd - 1, Utf8($"\\u{(int)text[member.NameEnd - 2]:x4}"));
        return random.OneIn(2)
            ? escaped
            : Insert(escaped, member.Start, [.. text.AsSpan(member.Start, member.Value.End - member.Start), .. ","u8]);
    }

    private static byte[] Nest(byte[] text, JsonSpan root, byte[] other, SeededRandom random)
    {
        var (value, depth) = (Any(root, random), random.Of(Depths));
        var (open, close) = random.OneIn(2) ? ("[", "]") : ("{\"a\":", "}");
        return Splice.Replace(text, value.Start, value.End, Utf8(
            string.Concat(Enumerable.Repeat(open, depth))
            + Encoding.UTF8.GetString(text, value.Start, value.End - value.Start)
            + string.Concat(Enumerable.Repeat(close, depth))));
    }

    private static byte[] CopyValue(byte[] text, JsonSpan root, byte[] other, SeededRandom random)
    {
        var (from, to) = (Any(root, random), Any(root, random));
        return from.Start <= to.Start && from.End >= to.End
            ? text
            : Splice.Replace(text, to.Start, to.End, text.AsSpan(from.Start, from.End - from.Start));
    }

    private static byte[] CopyFromOther(byte[] text, JsonSpan root, byte[] other, SeededRandom random)
    {
        if (JsonParser.Parse(other, lenient: true) is not { } tree)
            return text;
        var (from, to) = (Any(tree, random), Any(root, random));
        return Splice.Replace(text, to.Start, to.End, other.AsSpan(from.Start, from.End - from.Start));
    }

    private static byte[] ChangeDigit(byte[] text, JsonSpan root, byte[] other, SeededRandom random)
    {
        var number = OfKind(root, '0', random);
        var at = number.Start + random.Below(number.End - number.Start);
        return Splice.Replace(text, at, at + 1, Utf8("0123456789-.eE"[random.Below(14)].ToString()));
    }

    private static byte[] EmptyList(byte[] text, JsonSpan root, byte[] other, SeededRandom random) =>
        Put(text, OfKind(root, '[', random), "[]");

    private static JsonMember? Member(JsonSpan root, SeededRandom random) =>
        root.All().SelectMany(value => value.Members).ToList() is { Count: > 0 } members ? random.Of(members) : null;

    private static JsonSpan Any(JsonSpan root, SeededRandom random) => random.Of([.. root.All()]);

    private static JsonSpan OfKind(JsonSpan root, char kind, SeededRandom random) =>
        random.Of([.. root.All().Where(value => value.Kind == kind).DefaultIfEmpty(root)]);

    private static byte[] Put(byte[] text, JsonSpan value, string by) => Splice.Replace(text, value.Start, value.End, Utf8(by));

    private static byte[] Insert(byte[] text, int at, ReadOnlySpan<byte> bytes) => Splice.Replace(text, at, at, bytes);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
