using System.Text.RegularExpressions;
using GpuBench.Publications.Checking;
using GpuBench.Testing;
using Xunit;

namespace GpuBench.Tests.Publications.Checking;

/// <summary>The example that results/DATA.md gives to contributors passes every check.</summary>
public sealed partial class ReadmeExampleTests
{
    private const RegexOptions LinesAndAll = RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"(?<=^ *```json\n).*?(?=^ *```$)", LinesAndAll, MatchLimit.Milliseconds)]
    private static partial Regex JsonBlock { get; }

    [Fact]
    public void The_example_publication_passes_every_check()
    {
        var guide = File.ReadAllText(Repository.File("results/DATA.md"));
        var example = JsonBlock.Match(guide, guide.IndexOf("## Add a publication", StringComparison.Ordinal)).Value;
        var data = new CheckedData(new EditedFiles().Add("published", "example-lab-matmul", example));

        Assert.All(FigureChecks.Run(data), result => Assert.Empty(result.Findings));

        var figure = data.Data.Find("h100-sxm5-80gb-example-lab-gemm-throughput-bf16-001")!;
        Assert.Equal(("bf16", "fp32", "bf16"), (figure.DType!.Input, figure.DType.Accumulate, figure.DType.Output));
        Assert.Equal("8192", figure.WorkloadWord("k"));
    }
}
