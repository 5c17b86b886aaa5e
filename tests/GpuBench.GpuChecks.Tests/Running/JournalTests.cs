using GpuBench.GpuChecks.Judging;
using GpuBench.GpuChecks.Running;

namespace GpuBench.GpuChecks.Tests.Running;

public sealed class JournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Lines_come_back_as_they_were_added()
    {
        var path = Write();
        var lines = Journal.Read(path);
        Assert.Equal(new RunBegan(DateTimeOffset.UnixEpoch, IsRehearsal: false, "abc", 450), lines[0]);
        var step = Assert.IsType<StepEnded>(lines[1]);
        Assert.Equal(new Reading("rate", 1e12, "B/s", 5e11, null, IsMet: true), Assert.Single(step.Values));
        Assert.Equal("x", step.Facts["device"]);
        Assert.IsType<ChecksEnded>(lines[2]);
    }

    [Fact]
    public void A_line_that_was_cut_off_at_the_end_is_left_out()
    {
        var path = Write();
        var text = File.ReadAllText(path);
        for (var length = text.Length - 1; length > text[..^1].LastIndexOf('\n') + 1; length--)
        {
            File.WriteAllText(path, text[..length]);
            Assert.Equal(2, Journal.Read(path).Count);
        }
    }

    [Fact]
    public void An_invalid_line_before_the_last_line_is_refused_with_its_number()
    {
        var path = Write();
        File.WriteAllText(path, "\n" + File.ReadAllText(path));
        Assert.Contains("line 1", Assert.Throws<InvalidDataException>(() => Journal.Read(path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Write()
    {
        var path = _folder.File("checks.jsonl");
        var journal = new Journal(path);
        journal.Add(new RunBegan(DateTimeOffset.UnixEpoch, IsRehearsal: false, "abc", 450));
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["device"] = "x" };
        journal.Add(new StepEnded("c", Verdict.Passed, "true", 0, 1.5, [], [new("rate", 1e12, "B/s", 5e11, null, IsMet: true)], facts));
        journal.Add(new ChecksEnded(DateTimeOffset.UnixEpoch, 2, Stopped: null));
        return path;
    }
}
