namespace GpuBench.Reports.Exporters;

/// <summary>Breaks text into lines at spaces. Words that are longer than a line are broken after a separator.</summary>
public static class LineBreaks
{
    /// <summary>Separators of a point, e.g. <c>32×2048×32</c> or <c>m=512,n=512</c>.</summary>
    private const string OfPoints = "×,";

    /// <summary>Separators within names, ids, paths and units, for parts that are still longer than a line.</summary>
    private const string OfNames = "×,-_/=:|.";

    private static readonly string[] Units = ["k", "M", "G", "T", "kB", "MB", "GB", "TB", "%"];

    /// <summary>Characters of the longest part that is broken at spaces and separators of points only.</summary>
    public static int LongestPart(string text) => Longest(text, OfPoints);

    /// <summary>As <see cref="LongestPart"/>, broken also at separators of names.</summary>
    public static int LongestPartOfName(string text) => Longest(text, OfNames);

    /// <returns>The text in lines of at most <paramref name="width"/> characters.</returns>
    public static string Wrap(string text, int width) => text.Length <= width && !text.Contains('\n')
        ? text
        : string.Join('\n', text.Split('\n').SelectMany(line => Lines(line, width)));

    private static IEnumerable<string> Lines(string text, int width)
    {
        var line = "";
        foreach (var word in Words(text))
        {
            var glue = line.Length == 0 ? "" : " ";
            foreach (var part in PartsThatFit(word, width))
            {
                if (line.Length + glue.Length + part.Length > width)
                {
                    yield return line;
                    line = part;
                }
                else
                {
                    line += glue + part;
                }
                glue = "";
            }
        }
        yield return line;
    }

    /// <summary>The whole word if it fits; otherwise the largest parts that fit.</summary>
    private static IEnumerable<string> PartsThatFit(string word, int width) => word.Length <= width
        ? [word]
        : Parts(word, OfPoints)
            .SelectMany(part => part.Length <= width ? [part] : Parts(part, OfNames))
            .SelectMany(part => part.Length <= width ? [part] : part.Chunk(width).Select(chunk => new string(chunk)));

    private static int Longest(string text, string separators) =>
        text.Split('\n').SelectMany(Words).SelectMany(word => Parts(word, separators)).Max(part => part.Length);

    /// <summary>A number and its unit are one word.</summary>
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        foreach (var word in line.Split(' '))
            if (Units.Contains(word) && words is [.., [.., >= '0' and <= '9'] number])
                words[^1] = $"{number} {word}";
            else
                words.Add(word);
        return words;
    }

    /// <summary>A part ends after a separator, unless the separator is its first character, as a sign is.</summary>
    private static IEnumerable<string> Parts(string word, string separators)
    {
        var begin = 0;
        for (var i = 1; i < word.Length - 1; i++)
        {
            if (i > begin && separators.Contains(word[i], StringComparison.Ordinal))
            {
                yield return word[begin..(i + 1)];
                begin = i + 1;
            }
        }
        yield return word[begin..];
    }
}
