using GpuBench.Measuring;
using GpuBench.Measuring.Journals;
using GpuBench.Running;
using GpuBench.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>Which files a run gets. They are never the files of another run.</summary>
public sealed class ResultPathsTests : IDisposable
{
    private static readonly FakeTimeProvider Noon = new(new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private void Write(string name, params JournalEntry[] entries)
    {
        using var journal = Journal.Create(_folder.Combine(name + ".journal.jsonl"));
        journal.Append(Plans.Started(Plans.Create()));
        foreach (var entry in entries)
            journal.Append(entry);
    }

    [Fact]
    public void Runs_of_the_same_second_are_numbered()
    {
        File.WriteAllText(_folder.Combine("20261122-120000-2.json"), "somebody's work");
        var names = new List<string>();
        for (var run = 0; run < 3; run++)
        {
            var (paths, journal) = ResultPaths.NewIn(_folder.FullName, Noon);
            using (journal)
                names.Add(Path.GetFileName(paths.Document));
        }
        Assert.Equal(["20261122-120000.json", "20261122-120000-3.json", "20261122-120000-4.json"], names);
    }

    [Fact]
    public void Runs_that_start_at_the_same_time_get_different_journals()
    {
        var names = new string[160];
        Parallel.For(0, names.Length, new() { MaxDegreeOfParallelism = 8 }, i =>
        {
            var (paths, journal) = ResultPaths.NewIn(_folder.FullName, Noon);
            using (journal)
            {
                journal.Append(Plans.Started(Plans.Create()));
                names[i] = paths.Journal;
            }
        });
        Assert.Distinct(names);
        Assert.All(names, name => Assert.Single(JournalReader.ReadFile(name)));
    }

    [Fact]
    public void The_latest_unfinished_run_that_no_process_is_writing_is_resumed()
    {
        Write("20261122-120000.json");
        Write("20261122-120000-2.json");
        Write("20261122-120001.json", new RunEnded(DateTimeOffset.UnixEpoch));
        File.WriteAllText(_folder.Combine("20261122-120002.json.journal.jsonl"), "");
        File.WriteAllText(_folder.Combine("20261122-120003.json.journal.jsonl"), "damaged\n");
        Write("20261122-120004.json");
        using (Journal.Reopen(_folder.Combine("20261122-120004.json.journal.jsonl")).Journal)
            Assert.EndsWith("120000-2.json", ResultPaths.LatestIn(_folder.FullName).Document, StringComparison.Ordinal);
        Assert.EndsWith("120004.json", ResultPaths.LatestIn(_folder.FullName).Document, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_another_process_is_writing_is_named_and_not_resumed()
    {
        Write("20261122-120000.json");
        using var journal = Journal.Reopen(_folder.Combine("20261122-120000.json.journal.jsonl")).Journal;
        var error = Assert.Throws<UserError>(() => ResultPaths.LatestIn(_folder.FullName));
        Assert.Equal(ExitCode.BadInput, error.ExitCode);
        Assert.Contains("20261122-120000.json", error.Message, StringComparison.Ordinal);
    }
}
