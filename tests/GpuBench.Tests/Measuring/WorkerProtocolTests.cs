using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Running;
using GpuBench.Measuring.Trials;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class WorkerProtocolTests
{
    private static readonly TrialEnded Entry = new("key", TrialStatus.Failed, "line one\nline two \u001e and a separator");

    [Fact]
    public void An_entry_is_one_line_whatever_its_text()
    {
        var lines = WorkerProtocol.Encode(Entry).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Entry, WorkerProtocol.Decode(Assert.Single(lines)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pocl: warning")]
    [InlineData("{\"type\":\"end\"}")]
    public void What_a_native_library_prints_is_not_an_entry(string line) => Assert.Null(WorkerProtocol.Decode(line));

    [Fact]
    public void A_native_library_that_does_not_end_its_line_hides_no_entry() =>
        Assert.Equal(Entry, WorkerProtocol.Decode("half a warning" + WorkerProtocol.Encode(Entry).Trim()));
}
