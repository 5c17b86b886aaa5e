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
    public void A_check_finds_nothing_in_the_shipped_data(string name)
    {
        var result = Results.Value.Single(result => result.Name == name);

        Assert.Empty(result.Findings);
        Assert.True(result.Count > 0, "the check looked at nothing");
    }

    [Fact]
    public void Edited_files_without_an_edit_have_the_shipped_figures() =>
        Assert.Equal(
            new CheckedData(new EmbeddedFiles()).Data.Figures.Select(figure => figure.Id),
            new CheckedData(new EditedFiles()).Data.Figures.Select(figure => figure.Id));
}
