using System.Text;
using GpuBench.Fuzzing.Corpus;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;

namespace GpuBench.Fuzzing.Readers;

/// <summary>
/// A journal, as <c>run --resume</c> reads it, up to the results document. A last line without its line break is dropped.
/// </summary>
internal sealed class JournalFileReader : IFuzzedReader
{
    private const string Path = "run.json.journal.jsonl";

    public string Name => "journal";

    public IReadOnlyList<byte[]> Seeds { get; } = SampleRun.Journals;

    public string? FileName => Path;

    public bool IsLenient => false;

    public IEnumerable<byte[]> JsonTexts(byte[] input)
    {
        for (var (start, end) = (0, 0); (end = Array.IndexOf(input, (byte)'\n', start)) >= 0; start = end + 1)
            yield return input[start..end];
    }

    public Reading Read(byte[] input)
    {
        var (entries, goodBytes) = JournalReader.Read(new MemoryStream(input), Path);
        if (goodBytes != Array.LastIndexOf(input, (byte)'\n') + 1)
            throw new InvalidOperationException("the entries end where no line does");
        var progress = new RunProgress((RunStarted)entries[0], entries.Skip(1));
        PlanCheck.Require(progress, SampleRun.Definitions, Path);
        ResultFile.Serialize(DocumentBuilder.Build(progress, entries, SampleRun.Definitions));
        return new(Encoding.UTF8.GetBytes(string.Concat(entries.Select(Journal.Line)))) { TextCount = entries.Count };
    }
}
