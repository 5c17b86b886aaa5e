using System.Globalization;

namespace GpuBench.Reports.Results;

/// <summary>The footnotes of one table, numbered in the order of their first marks.</summary>
internal sealed class Footnotes
{
    private const string Digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private readonly List<string> _texts = [];

    /// <summary>All footnotes so far, each with its mark.</summary>
    public IReadOnlyList<string> All => [.. _texts.Select((text, index) => $"{Mark(index)} {text}")];

    /// <summary>The mark of a footnote, e.g. <c>¹</c>. Cells with the same text have the same mark.</summary>
    public string MarkOf(string text)
    {
        if (!_texts.Contains(text))
            _texts.Add(text);
        return Mark(_texts.IndexOf(text));
    }

    private static string Mark(int index) =>
        string.Concat((index + 1).ToString(CultureInfo.InvariantCulture).Select(digit => Digits[digit - '0']));
}
