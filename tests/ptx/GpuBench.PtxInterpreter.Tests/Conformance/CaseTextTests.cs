using System.Globalization;
using System.Text.RegularExpressions;
using GpuBench.PtxInterpreter.Conformance;
using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.Testing;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Conformance;

/// <summary>Checks that an assembler makes and the interpreter does not make: names are declared once, and before use.</summary>
public sealed partial class CaseTextTests(CaseCatalogue catalogue) : IClassFixture<CaseCatalogue>
{
    public static TheoryData<string> Families => [.. ConformanceSuite.Families.Keys];

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_register_is_declared_and_no_register_or_label_is_declared_twice(string family)
    {
        foreach (var testCase in catalogue.Of(family))
        {
            // A function has its own names.
            foreach (var body in testCase.Ptx.Split(".visible .entry"))
                CheckNames(testCase, body);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Names_are_unique_and_every_case_names_its_section(string family)
    {
        var cases = catalogue.Of(family);

        Assert.All(cases, c => Assert.Equal(family, c.Family));
        Assert.All(cases, c => Assert.NotEmpty(c.Section));
        Assert.Equal(cases.Length, cases.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_margin_has_a_reason(string family) =>
        Assert.All(
            catalogue.Of(family).SelectMany(c => c.Arguments).OfType<OutputBuffer>().Where(o => o.Expected.Margins is not null),
            o => Assert.NotEmpty(o.Expected.MarginReason));

    private static void CheckNames(ConformanceCase testCase, string body)
    {
        var declared = Declarations().Matches(body).SelectMany(Names).ToArray();
        var labels = Labels().Matches(body).Select(m => m.Value).ToArray();

        Assert.Equal(declared.Distinct(StringComparer.Ordinal), declared);
        Assert.Equal(labels.Distinct(StringComparer.Ordinal), labels);
        var known = declared.ToHashSet(StringComparer.Ordinal);
        foreach (Match use in Registers().Matches(body))
            Assert.True(known.Contains(use.Value) || SpecialRegisters().IsMatch(use.Value), $"{testCase}: {use.Value} is not declared");
    }

    // %a<4> declares %a0 to %a3.
    private static IEnumerable<string> Names(Match declaration) =>
        declaration.Groups["names"].Value.Split(',', StringSplitOptions.TrimEntries).SelectMany(name =>
            name.Split('<', '>') is [var prefix, var count, _]
                ? Enumerable.Range(0, int.Parse(count, CultureInfo.InvariantCulture)).Select(i => prefix + i)
                : [name]);

    [GeneratedRegex(@"\.reg \.\w+ (?<names>[^;]+);", RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex Declarations();

    [GeneratedRegex(@"^\s*\w+(?=:\s*$)", RegexOptions.Multiline, MatchLimit.Milliseconds)]
    private static partial Regex Labels();

    [GeneratedRegex(@"%\w+(?![\w<])", RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex Registers();

    [GeneratedRegex(
        @"^%(tid|ntid|ctaid|nctaid|laneid|lanemask_\w+|cluster_ctarank|cluster_nctarank|clusterid|nclusterid)$",
        RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex SpecialRegisters();
}
