using Xunit;

namespace GpuBench.Tests.Documents;

/// <summary>Every relative link of every document leads to an existing file. If the link names a heading, the heading exists too.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Documents => [.. MarkdownFile.All.Select(document => document.Path)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_relative_link_has_an_existing_target(string path) =>
        Assert.Empty(Broken(MarkdownFile.All.Single(document => document.Path == path)));

    [Fact]
    public void There_are_links_to_check() =>
        Assert.True(MarkdownFile.All.SelectMany(document => document.LinkTargets).Count(IsRelative) > 30);

    [Theory]
    [InlineData("[x](results/METHOD.md)", true)]
    [InlineData("[x](results/METHOD.md#a-round)", true)]
    [InlineData("[`x`](results/)", true)]
    [InlineData("[x](https://example.org/none)", true)]
    [InlineData("`[x](none.md)`", true)]
    [InlineData("# One, two\n[x](#one-two)", true)]
    [InlineData("# One\n# One\n[x](#one-1)", true)]
    [InlineData("[x](none.md)", false)]
    [InlineData("[x](results/METHOD.md#none)", false)]
    [InlineData("# One\n[x](#two)", false)]
    [InlineData("[x](gpubench#none)", false)]
    public void A_broken_link_is_found(string text, bool isWhole) =>
        Assert.Equal(isWhole, !Broken(new("example.md", text)).Any());

    private static IEnumerable<string> Broken(MarkdownFile document) =>
        from target in document.LinkTargets
        where IsRelative(target) && !Exists(document, target)
        select $"{document.Path}: {target}";

    private static bool IsRelative(string target) =>
        !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal);

    private static bool Exists(MarkdownFile document, string target)
    {
        var (file, anchor) = target.Split('#') is [var first, var second] ? (first, second) : (target, null);
        var path = Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(document.Path)!, file));
        var linked = file.Length == 0 ? document : MarkdownFile.All.SingleOrDefault(other => Repository.File(other.Path) == path);
        return (linked is not null || Path.Exists(path)) && (anchor is null || (linked?.Anchors.Contains(anchor) ?? false));
    }
}
