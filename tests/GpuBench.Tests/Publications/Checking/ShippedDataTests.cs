using GpuBench.Publications.Checking;
using GpuBench.Publications.Data;
using Xunit;

namespace GpuBench.Tests.Publications.Checking;

/// <summary>The data that are embedded in the program pass every check.</summary>
public sealed class ShippedDataTests
{
    private static readonly Lazy<IReadOnlyList<FigureCheckResult>> Results = new(() => FigureChecks.Run(new(new EmbeddedFiles())));

    public static TheoryData<string> Names => [.. FigureChecks.All.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_found(string name)
    {
        var result = Results.Value.Single(result => result.Name == name);

        Assert.Empty(result.Findings);
        Assert.True(result.Count > 0, "the check looked at nothing");
    }

    [Fact]
    public void What_was_edited_is_what_was_shipped_until_it_is_edited() =>
        Assert.Equal(
            new CheckedData(new EmbeddedFiles()).Data.Figures.Select(figure => figure.Id),
            new CheckedData(new EditedFiles()).Data.Figures.Select(figure => figure.Id));
}
