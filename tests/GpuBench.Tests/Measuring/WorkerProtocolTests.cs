using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Running;
using GpuBench.Measuring.Trials;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class WorkerProtocolTests
{
    private static readonly TrialEnded Entry = new("key", TrialStatus.Failed, "line one\nline two \u001e and a separator");

    [Fact]
    public void An_entry_is_one_line_even_if_its_text_has_line_breaks()
    {
        var lines = WorkerProtocol.Encode(Entry).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Entry, WorkerProtocol.Decode(Assert.Single(lines)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pocl: warning")]
    [InlineData("{\"type\":\"end\"}")]
    public void The_output_of_a_native_library_is_not_an_entry(string line) => Assert.Null(WorkerProtocol.Decode(line));

    [Fact]
    public void An_entry_after_an_unfinished_line_of_a_native_library_is_read() =>
        Assert.Equal(Entry, WorkerProtocol.Decode("half a warning" + WorkerProtocol.Encode(Entry).Trim()));
}
