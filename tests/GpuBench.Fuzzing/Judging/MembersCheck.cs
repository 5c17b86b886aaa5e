using System.Globalization;
using System.Text;
using GpuBench.Fuzzing.Mutating;

namespace GpuBench.Fuzzing.Judging;

/// <summary>Checks whether the written document contains all members of the text that was read.</summary>
internal static class MembersCheck
{
    /// <summary>The reader judges each row again and writes its own status and reason.</summary>
    private static readonly string[] Judged = ["status", "reason"];

    /// <summary>Computed when the document is written. The reader ignores their values in a file.</summary>
    private static readonly string[] Computed = ["id", "passed"];

    /// <returns>The path of the first member that is missing or differs. Null if there is none.</returns>
    public static string? Lost(byte[] text, JsonSpan root, byte[] written) =>
        JsonParser.Parse(written) is { } other ? Lost(text, root, written, other, "$") : "$";

    private static string? Lost(byte[] text, JsonSpan mine, byte[] written, JsonSpan theirs, string path)
    {
        if (mine.Kind != theirs.Kind)
            return path;
        switch (mine.Kind)
        {
            case '{':
                return mine.Members
                    .Where(member =>
                        !Judged.Contains(member.Name) && !Computed.Contains(member.Name) && Slice(text, member.Value) != "null")
                    .Select(member => theirs[member.Name] is { } value
                        ? Lost(text, member.Value, written, value, $"{path}.{member.Name}")
                        : $"{path}.{member.Name}")
                    .FirstOrDefault(lost => lost is not null);
            case '[':
                // Elements with words of a newer version are written after the others, so only the number of elements is compared.
                return mine.Items.Count != theirs.Items.Count ? path
                    : path is "$.rows" or "$.manifest.devices" or "$.manifest.missing" && !SameOrder(text, mine, written, theirs) ? null
                    : mine.Items.Select((item, index) => Lost(text, item, written, theirs.Items[index], $"{path}[]"))
                        .FirstOrDefault(lost => lost is not null);
            case '0':
                return Number(text, mine).Equals(Number(written, theirs)) ? null : path;
            default:
                return null;
        }
    }

    private static bool SameOrder(byte[] text, JsonSpan mine, byte[] written, JsonSpan theirs) =>
        mine.Items.Zip(theirs.Items).All(pair =>
            pair.First["key"] is not { } key || pair.Second["key"] is not { } other || Slice(text, key) == Slice(written, other));

    private static double Number(byte[] text, JsonSpan value) =>
        double.Parse(Slice(text, value), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Slice(byte[] text, JsonSpan value) => Encoding.UTF8.GetString(text, value.Start, value.End - value.Start);
}
