using System.Globalization;
using System.Text;
using Xunit;

namespace GpuBench.Tests.Reports.Expectations;

/// <summary>
/// Compares text with a file of the source tree. With GPUBENCH_WRITE_DOCS=1 it writes the file instead, as for generated documents.
/// </summary>
internal static class Expectation
{
    private const string Rewrite = "GPUBENCH_WRITE_DOCS=1 ./test Expectation";

    /// <summary>The number of characters shown on either side of the first difference in a line.</summary>
    private const int Context = 60;

    /// <summary>
    /// Brackets nested inside this many others stay on the line of their member. Examples are a round of a row and the source of a figure.
    /// </summary>
    private const int BrokenDepth = 3;

    private static bool IsWriting => Environment.GetEnvironmentVariable("GPUBENCH_WRITE_DOCS") == "1";

    public static string Folder { get; } = Repository.File("tests/GpuBench.Tests/Reports/Expected");

    /// <param name="name">The file's path below <see cref="Folder"/>.</param>
    public static void Check(string name, string actual)
    {
        var path = Path.Combine(Folder, name);
        if (IsWriting)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }
        var expected = File.Exists(path) ? File.ReadAllText(path) : "";
        if (Difference(expected, actual) is { } difference)
            Assert.Fail(
                $"{Path.GetRelativePath(Repository.Root, path)}, {difference}\n"
                + $"Rewrite all with: {Rewrite}; then review them with git diff");
    }

    /// <returns>The first line that differs, around the first character that differs. Null if the texts are equal.</returns>
    internal static string? Difference(string expected, string actual)
    {
        if (expected == actual)
            return null;
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(left.Length, right.Length)).First(index => LineOf(left, index) != LineOf(right, index));
        var (a, b) = (LineOf(left, line) ?? "", LineOf(right, line) ?? "");
        var column = a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, column {column + 1}:\n")
            + $"expected: {Shown(left, line, column)}\nactual:   {Shown(right, line, column)}";
    }

    /// <summary>
    /// Breaks a one-line JSON document into a line for each member, so that a change of one member changes one line. It adds only white
    /// space. An indented document stays as it is.
    /// </summary>
    internal static string InLines(string json)
    {
        if (json.TrimEnd('\n').Contains('\n', StringComparison.Ordinal))
            return json;
        var (text, depth, isString) = (new StringBuilder(), 0, false);
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (isString && c == '\\')
            {
                text.Append(c).Append(json[++i]);
                continue;
            }
            isString ^= c == '"';
            if (!isString && c is '}' or ']')
                NewLine(depth--, -1, "[{".Contains(json[i - 1], StringComparison.Ordinal));
            text.Append(c);
            if (!isString && c is '{' or '[')
                NewLine(++depth, 0, json[i + 1] is '}' or ']');
            else if (!isString && c == ',')
                NewLine(depth, 0, false);
        }
        return text.ToString();

        void NewLine(int level, int change, bool isEmpty)
        {
            if (level <= BrokenDepth && !isEmpty)
                text.Append('\n').Append(' ', level + change);
        }
    }

    private static string? LineOf(string[] lines, int index) => index < lines.Length ? lines[index] : null;

    private static string Shown(string[] lines, int index, int column)
    {
        if (LineOf(lines, index) is not { } line)
            return "(no such line)";
        var from = Math.Max(0, column - Context);
        return $"{(from > 0 ? "…" : "")}{line[from..Math.Min(line.Length, column + Context)]}{(column + Context < line.Length ? "…" : "")}";
    }
}
