using System.Text.RegularExpressions;
using GpuBench.Testing;
using Xunit;

namespace GpuBench.Tests;

/// <summary>Limits the lines of a source file and the columns of a line to what a reader can view at once.</summary>
public sealed partial class SourceLineTests
{
    private const int MaxLines = 300;
    private const int MaxColumns = 140;

    [Theory]
    [InlineData("src")]
    [InlineData("kernels")]
    [InlineData("tests")]
    public void No_file_has_too_many_lines(string folder) => RequireNone(
        Sources(folder).Where(source => source.Lines.Length > MaxLines).Select(source => $"{source.Path}: {source.Lines.Length} lines"),
        $"files of more than {MaxLines} lines; divide them by idea");

    [Theory]
    [InlineData("src")]
    [InlineData("kernels")]
    [InlineData("tests")]
    public void No_line_has_too_many_columns(string folder) => RequireNone(
        Sources(folder).SelectMany(source => LongLines(source.Lines)
            .Select(line => $"{source.Path}({line}): {source.Lines[line - 1].Length} columns")),
        $"lines of more than {MaxColumns} columns; break them");

    [Fact]
    public void A_long_line_counts_unless_it_is_data_of_a_raw_string()
    {
        var wide = new string('x', MaxColumns + 1);
        string[] lines =
        [
            wide,
            "Write(\"\"\"one line\"\"\" + $$\"\"\"",
            wide,
            "\"\"\" + text + \"\"\"\"",
            "\"\"\"" + wide,
            "\"\"\"\" + text);",
            "Write(\"\"\"one line\"\"\"",
            wide[1..],
            wide,
        ];
        Assert.Equal([1, 9], LongLines(lines));
    }

    private static void RequireNone(IEnumerable<string> found, string what)
    {
        var list = found.ToArray();
        Assert.True(list.Length == 0, $"{list.Length} {what}:\n{string.Join('\n', list)}");
    }

    private static IEnumerable<(string Path, string[] Lines)> Sources(string folder)
    {
        var paths = Directory.GetFiles(Repository.File(folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(paths);
        return paths.Select(path => (path, File.ReadAllLines(Repository.File(path))));
    }

    /// <summary>
    /// The numbers of the long lines, from 1. Lines inside a raw string literal do not count: they are data, and a line break would
    /// change the value.
    /// </summary>
    private static IEnumerable<int> LongLines(string[] lines)
    {
        // The quotes that end the current raw string literal, or null outside a literal.
        string? end = null;
        for (var i = 0; i < lines.Length; i++)
        {
            var code = lines[i];
            if (end is not null)
            {
                if (!code.TrimStart().StartsWith(end, StringComparison.Ordinal))
                    continue;
                code = code.TrimStart()[end.Length..];
            }

            // A one-line literal has quotes at both ends. A literal without closing quotes continues on the next line.
            var quotes = RawQuotes().Matches(code);
            end = quotes.Count % 2 != 0 ? quotes[^1].Value : null;
            if (lines[i].Length > MaxColumns)
                yield return i + 1;
        }

        Assert.Null(end);
    }

    [GeneratedRegex("\"{3,}", RegexOptions.None, MatchLimit.Milliseconds)]
    private static partial Regex RawQuotes();
}
