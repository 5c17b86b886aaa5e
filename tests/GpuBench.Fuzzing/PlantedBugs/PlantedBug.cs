using System.Text;
using System.Text.RegularExpressions;
using GpuBench.Fuzzing.Judging;
using GpuBench.Fuzzing.Mutating;
using GpuBench.Fuzzing.Readers;
using GpuBench.Measuring;

namespace GpuBench.Fuzzing.PlantedBugs;

/// <summary>A reader of the product with a deliberate bug before or after it. It tests whether a campaign finds such a bug.</summary>
/// <param name="name">Description of the bug.</param>
/// <param name="expected">The kind of finding that a campaign must report.</param>
/// <param name="read">Reads with the bug.</param>
public sealed partial class PlantedBug(
    string name, IFuzzedReader inner, FindingKind expected, Func<IFuzzedReader, byte[], CancellationToken, Reading> read)
    : IFuzzedReader, IDisposable
{
    private readonly CancellationTokenSource _end = new();

    public static IReadOnlyList<PlantedBug> All() =>
    [
        new("an unchecked index", new ResultReader(), FindingKind.Exception, FirstRow),
        new("a member that stands twice is accepted", new ResultReader(), FindingKind.DuplicateAccepted, LastMemberWins),
        new("a journal ends at its first broken line", new JournalFileReader(), FindingKind.SilentLoss, UpToTheBrokenLine),
        new("infinity is accepted", new FiguresReader(), FindingKind.InfinityAccepted, MaxInstead),
        new("an endless loop", new ModelConfigReader(), FindingKind.Hang, ClosingQuote),
    ];

    public string Bug => name;

    public FindingKind Expected => expected;

    public string Name => inner.Name;

    public IReadOnlyList<byte[]> Seeds => inner.Seeds;

    public string? FileName => inner.FileName;

    public bool IsLenient => inner.IsLenient;

    public IEnumerable<byte[]> JsonTexts(byte[] input) => inner.JsonTexts(input);

    public Reading Read(byte[] input) => read(inner, input, _end.Token);

    /// <summary>Ends a read that hangs.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private static Reading FirstRow(IFuzzedReader reader, byte[] input, CancellationToken end)
    {
        var reading = reader.Read(input);
        var rows = new int[reading.Counts[0].Count];
        return rows[0] == 0 ? reading : new(null);
    }

    private static Reading LastMemberWins(IFuzzedReader reader, byte[] input, CancellationToken end)
    {
        var text = input;
        while (JsonParser.Parse(text) is { } root && Twice(root) is { } twice)
        {
            var (first, second) = (twice[0], twice[1]);
            var behind = Behind(text, first.Value.End);
            text = Splice.Replace(text, first.Start, second.Start, text.AsSpan(behind, second.Start - behind));
        }
        return reader.Read(text);
    }

    private static List<JsonMember>? Twice(JsonSpan root) => root.All()
        .SelectMany(value => value.Members.GroupBy(member => member.Name))
        .FirstOrDefault(same => same.Skip(1).Any())?.ToList();

    /// <returns>Position after the comma.</returns>
    private static int Behind(byte[] text, int at) => at + text.AsSpan(at).IndexOf((byte)',') + 1;

    private static Reading UpToTheBrokenLine(IFuzzedReader reader, byte[] input, CancellationToken end)
    {
        var text = input;
        while (true)
        {
            try
            {
                return reader.Read(text);
            }
            catch (UserError) when (text.AsSpan().LastIndexOf((byte)'\n') is var at and > 0)
            {
                text = text[..(text.AsSpan(0, at).LastIndexOf((byte)'\n') + 1)];
                if (text.Length == 0)
                    throw;
            }
        }
    }

    private static Reading MaxInstead(IFuzzedReader reader, byte[] input, CancellationToken end) =>
        reader.Read(Encoding.Latin1.GetBytes(TooLarge().Replace(Encoding.Latin1.GetString(input), "1e308")));

    private static Reading ClosingQuote(IFuzzedReader reader, byte[] input, CancellationToken end)
    {
        for (var at = 0; (at = Array.IndexOf(input, (byte)'"', at)) >= 0; at++)
        {
            var close = at;
            do
            {
                close = close + 1 < input.Length ? close + 1 : close;
                end.ThrowIfCancellationRequested();
            }
            while (input[close] != (byte)'"' || close == at);
            at = close;
        }
        return reader.Read(input);
    }

    [GeneratedRegex(@"-?\d+(\.\d+)?[eE]\+?\d{3,}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TooLarge();
}
