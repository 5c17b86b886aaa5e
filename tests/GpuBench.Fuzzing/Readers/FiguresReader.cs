using System.Text;
using GpuBench.Fuzzing.Corpus;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Checking;

namespace GpuBench.Fuzzing.Readers;

/// <summary>
/// A file of a results folder together with the other files that it needs, as <c>figures check</c> reads it. The input begins with the
/// file's number and a record separator.
/// </summary>
internal sealed class FiguresReader : IFuzzedReader
{
    private readonly IReadOnlyList<FigureFile> _files = FigureFile.Shipped();

    public FiguresReader() => Seeds =
    [
        .. _files.Select((file, index) =>
            (byte[])[.. Encoding.UTF8.GetBytes($"{index:D3}\u001e"), .. Encoding.UTF8.GetBytes(file.Text)]),
    ];

    public string Name => "figures";

    public IReadOnlyList<byte[]> Seeds { get; }

    public string? FileName => "results/";

    public bool IsLenient => false;

    public IEnumerable<byte[]> JsonTexts(byte[] input) => Split(input) is var (_, text) ? [text] : [];

    public Reading Read(byte[] input)
    {
        var (file, text) = Split(input);
        var data = new CheckedData(file.Instead(text));
        FigureChecks.Run(data);
        _ = new AcceleratorNames(data.Data.Accelerators);
        return new(null, file.ListPath is { } path ? [(path, data.Data.Publications[file.Slug].Figures.Count)] : []);
    }

    /// <summary>If the number is damaged, the first file is used.</summary>
    private (FigureFile File, byte[] Text) Split(byte[] input)
    {
        var isWhole = input.Length > 4 && input[3] == 0x1E && input.AsSpan(0, 3).IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        var number = isWhole ? int.Parse(Encoding.ASCII.GetString(input, 0, 3), System.Globalization.CultureInfo.InvariantCulture) : 0;
        return (_files[number % _files.Count], isWhole ? input[4..] : input);
    }
}
