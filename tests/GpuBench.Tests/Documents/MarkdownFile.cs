using System.Text.RegularExpressions;
using GpuBench.Testing;

namespace GpuBench.Tests.Documents;

/// <summary>A document of the repository, with the targets of its links and the anchors that links to it may use.</summary>
/// <param name="Path">Relative to the repository's root.</param>
internal sealed partial record MarkdownFile(string Path, string Text)
{
    private const RegexOptions LinesAndAll = RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture;

    /// <summary>Build output, and expected reports, which are not documents.</summary>
    private static readonly string[] Excluded = [".git", "bin", "obj", "Expected"];

    public static IReadOnlyList<MarkdownFile> All { get; } =
        [.. Below(Repository.Root).Order(StringComparer.Ordinal).Select(path => new MarkdownFile(
            System.IO.Path.GetRelativePath(Repository.Root, path), File.ReadAllText(path)))];

    /// <summary>Targets of links, including images, outside of code.</summary>
    public IEnumerable<string> LinkTargets => Link.Matches(WithoutCode).Select(match => match.Groups["target"].Value);

    /// <summary>
    /// Anchors as GitHub makes them from headings: lower case, hyphens for blanks, no punctuation. The second anchor of the same name ends
    /// in -1.
    /// </summary>
    public IReadOnlyList<string> Anchors
    {
        get
        {
            var slugs = Heading.Matches(FencedBlock.Replace(Text, "")).Select(match => Slug(match.Groups["title"].Value)).ToList();
            return [.. slugs.Select((slug, index) => (slug, earlier: slugs.Take(index).Count(other => other == slug)))
                .Select(anchor => anchor.earlier == 0 ? anchor.slug : $"{anchor.slug}-{anchor.earlier}")];
        }
    }

    [GeneratedRegex(@"^ *```.*?^ *```$", LinesAndAll, MatchLimit.Milliseconds)]
    private static partial Regex FencedBlock { get; }

    [GeneratedRegex("`[^`\n]*`", RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex InlineCode { get; }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex Heading { get; }

    /// <summary>The text with each code span replaced by a word, so that a link around a code span stays a link.</summary>
    private string WithoutCode => InlineCode.Replace(FencedBlock.Replace(Text, ""), "code");

    private static string Slug(string title) => string.Concat(title.ToLowerInvariant()
        .Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_').Select(c => c == ' ' ? '-' : c));

    private static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(folder, "*.md").Concat(
        from child in Directory.EnumerateDirectories(folder)
        where !Excluded.Contains(System.IO.Path.GetFileName(child))
        from file in Below(child)
        select file);
}
