using GpuBench.Fuzzing.Readers;
using GpuBench.Fuzzing.Running;

namespace GpuBench.Fuzzing.Tests;

/// <summary>A reader must read every input completely, or refuse it with a message that names the file.</summary>
public sealed class ReaderTests
{
    public static TheoryData<string> Readers => [.. AllReaders.All.Select(reader => reader.Name)];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Each_of_300_damaged_inputs_is_read_or_refused(string name) => Run(name, 300);

    [Theory]
    [Trait("Tier", "all")]
    [MemberData(nameof(Readers))]
    public void Each_of_10000_damaged_inputs_is_read_or_refused(string name) => Run(name, 10_000);

    private static void Run(string name, int count)
    {
        var result = new Campaign(AllReaders.All.Single(reader => reader.Name == name), seed: 1).Run(0, count);
        Assert.Empty(result.Findings);
        Assert.Equal(count, result.Inputs);
        Assert.True(result.Accepted > 0 && result.Accepted < result.Inputs, $"{result.Accepted} of {result.Inputs} were read");
    }
}
