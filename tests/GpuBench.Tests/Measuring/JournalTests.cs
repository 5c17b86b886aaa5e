using GpuBench.Measuring;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class JournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.Combine("run.journal.jsonl");

    public void Dispose() => _folder.Dispose();

    private void Write(params JournalEntry[] entries)
    {
        using var journal = Journal.Create(Path);
        journal.Append(Plans.Started(Plans.Create()));
        foreach (var entry in entries)
            journal.Append(entry);
    }

    [Fact]
    public void Everything_appended_is_read_back()
    {
        Write(Plans.Finished("a", 0, 1.5, 2.5), new TrialEnded("b", TrialStatus.Failed, "broke"), new RunEnded(DateTimeOffset.UnixEpoch));
        var entries = JournalReader.ReadFile(Path);
        Assert.Equal([1.5, 2.5], Assert.IsType<RoundFinished>(entries[1]).Round.SamplesSeconds);
        Assert.Equal(new TrialEnded("b", TrialStatus.Failed, "broke"), entries[2]);
        Assert.IsType<RunEnded>(entries[3]);
        Assert.Equal(
            Plans.Create().Devices[0].Trials[0].Trial.Key, Assert.IsType<RunStarted>(entries[0]).Plan.Devices[0].Trials[0].Trial.Key);
    }

    [Fact]
    public void An_incomplete_last_line_is_dropped_and_overwritten()
    {
        Write(Plans.Finished("a", 0, 1), Plans.Finished("b", 0, 2));
        var whole = File.ReadAllBytes(Path);
        var lastLine = whole.AsSpan(0, whole.Length - 1).LastIndexOf((byte)'\n') + 1;
        for (var length = lastLine; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(Path, whole[..length]);
            var (journal, entries) = Journal.Reopen(Path);
            using (journal)
                journal.Append(Plans.Finished("c", 0, 3));
            Assert.Equal("a", Assert.IsType<RoundFinished>(entries[^1]).Key);
            Assert.Equal("c", Assert.IsType<RoundFinished>(JournalReader.ReadFile(Path)[^1]).Key);
        }
    }

    [Fact]
    public void Two_processes_cannot_write_the_same_journal()
    {
        Write();
        using var first = Journal.Reopen(Path).Journal;
        foreach (var open in (Func<Journal>[])[() => Journal.Reopen(Path).Journal, () => Journal.Create(Path)])
        {
            var error = Assert.Throws<UserError>(() => open().Dispose());
            Assert.Equal(ExitCode.Usage, error.ExitCode);
            Assert.Contains("another process writes it", error.Message, StringComparison.Ordinal);
        }
        Assert.Null(Journal.TryCreate(Path));
    }

    [Theory]
    [InlineData(false, "add --resume")]
    [InlineData(true, "its run is finished; choose another --out")]
    public void A_journal_is_never_overwritten(bool isFinished, string advice)
    {
        Write(isFinished ? [new RunEnded(DateTimeOffset.UnixEpoch)] : []);
        var error = Assert.Throws<UserError>(() => Journal.Create(Path));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.Equal(isFinished, !error.Message.Contains("--resume", StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_file_that_a_process_left_is_used_and_other_content_is_refused()
    {
        File.WriteAllText(Path, "");
        Assert.Null(Journal.TryCreate(Path));
        Write(new RunEnded(DateTimeOffset.UnixEpoch));
        Assert.Equal(JournalState.Finished, JournalStates.Of(Path));
        File.WriteAllText(Path, "somebody's work");
        Assert.Contains("not a journal", Assert.Throws<UserError>(() => Journal.Create(Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello\n")]
    [InlineData("{}\n")]
    [InlineData("{\"type\":\"end\",\"at\":\"2026-01-01T00:00:00+00:00\"}\n")]
    public void A_file_that_is_not_a_journal_is_bad_input_and_is_named(string content)
    {
        File.WriteAllText(Path, content);
        var error = Assert.Throws<UserError>(() => Journal.Reopen(Path));
        Assert.Equal(ExitCode.BadInput, error.ExitCode);
        Assert.Contains(Path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"devices\":[{", "\"devices\":[null,{")]
    [InlineData("\"plan\":{", "\"plan\":null,\"was\":{")]
    [InlineData("\"host\":{", "\"host\":null,\"was\":{")]
    [InlineData("\"key\":\"b\"", "\"key\":null")]
    [InlineData("\"round\":{", "\"round\":null,\"was\":{")]
    [InlineData("\"rounds\":", "\"rounds\":2000000000,\"was\":")]
    public void A_line_without_a_required_value_is_bad_input(string whole, string lacking)
    {
        Write(Plans.Finished("a", 0, 1), new TrialEnded("b", TrialStatus.Failed, "broke"));
        var text = File.ReadAllText(Path);
        Assert.Contains(whole, text, StringComparison.Ordinal);
        File.WriteAllText(Path, text.Replace(whole, lacking, StringComparison.Ordinal));
        var error = Assert.Throws<UserError>(() => Journal.Reopen(Path));
        Assert.Equal(ExitCode.BadInput, error.ExitCode);
        Assert.Contains("line ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_line_in_the_middle_is_named_by_its_number()
    {
        Write(Plans.Finished("a", 0, 1));
        var lines = File.ReadAllLines(Path);
        File.WriteAllText(Path, $"{lines[0]}\n{lines[1][..20]}\n{lines[1]}\n");
        Assert.Contains("line 2", Assert.Throws<UserError>(() => Journal.Reopen(Path)).Message, StringComparison.Ordinal);
    }
}
