using Xunit;

namespace GpuBench.Tests.Documents;

/// <summary>
/// A part of a document that a test generates. The test compares the part with its text. With GPUBENCH_WRITE_DOCS=1 it writes the part
/// instead. The part is between the comments <c>NAME: written by TEST with GPUBENCH_WRITE_DOCS=1</c> and <c>end of NAME</c>.
/// </summary>
internal static class GeneratedPart
{
    public static bool IsWriting => Environment.GetEnvironmentVariable("GPUBENCH_WRITE_DOCS") == "1";

    /// <param name="file">Path in the repository.</param>
    public static void Check(string file, string name, string test, string expected)
    {
        var path = Repository.File(file);
        var text = File.ReadAllText(path);
        var begin = $"<!-- {name}: written by {test} with GPUBENCH_WRITE_DOCS=1 -->\n";
        var (from, to) = (IndexOf(text, begin, file) + begin.Length, IndexOf(text, $"<!-- end of {name} -->", file));
        if (IsWriting)
            File.WriteAllText(path, text[..from] + expected + text[to..]);
        else
            Assert.True(expected == text[from..to], $"{file}: '{name}' is out of date; write it with: GPUBENCH_WRITE_DOCS=1 ./test {test}");
    }

    private static int IndexOf(string text, string comment, string file)
    {
        var index = text.IndexOf(comment, StringComparison.Ordinal);
        Assert.True(index >= 0, $"{file} lacks the comment {comment.Trim()}");
        return index;
    }
}
