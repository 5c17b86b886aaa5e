using System.Text;
using GpuBench.Fuzzing.Corpus;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Running;

namespace GpuBench.Fuzzing.Readers;

/// <summary>A request to a worker.</summary>
internal sealed class OrderReader : IFuzzedReader
{
    public string Name => "order";

    public IReadOnlyList<byte[]> Seeds { get; } =
        [.. SampleRun.Orders.Select(order => Encoding.UTF8.GetBytes(WorkerProtocol.EncodeRequest(order)))];

    public string? FileName => null;

    public bool IsLenient => false;

    public IEnumerable<byte[]> JsonTexts(byte[] input) => [Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(input))];

    public Reading Read(byte[] input)
    {
        var order = WorkerProtocol.DecodeRequest(Encoding.UTF8.GetString(input));
        return new(
            Encoding.UTF8.GetBytes(WorkerProtocol.EncodeRequest(order)),
            order is RunTrialsRequest trials ? [("items", trials.Items.Count)] : []);
    }
}

/// <summary>An answer of a worker, as the worker's parent reads it.</summary>
internal sealed class EntryReader : IFuzzedReader
{
    private const char Separator = '\u001e';

    public string Name => "entry";

    public IReadOnlyList<byte[]> Seeds { get; } =
        [.. SampleRun.Entries.Select(entry => Encoding.UTF8.GetBytes(WorkerProtocol.Encode(entry).Trim()))];

    public string? FileName => null;

    public bool IsLenient => false;

    public IEnumerable<byte[]> JsonTexts(byte[] input) =>
        Encoding.UTF8.GetString(input) is var text && text.LastIndexOf(Separator) is var at and >= 0
            ? [Encoding.UTF8.GetBytes(text[(at + 1)..])]
            : [];

    public Reading Read(byte[] input)
    {
        var line = Encoding.UTF8.GetString(input);
        if (WorkerProtocol.Decode(line) is not { } entry)
            return new(null);
        new RunProgress(SampleRun.Started, SampleRun.Entries.Skip(1)).Add(entry);
        if (entry is RoundFinished finished)
            RoundCost.Of([finished.Round], SampleRun.Started.Plan.Devices[0].Trials[0].Trial, SampleRun.Device, null);
        return new(Encoding.UTF8.GetBytes(WorkerProtocol.Encode(entry).Trim()));
    }
}
