using System.Text.Json.Nodes;
using GpuBench.Measuring;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Fakes;
using GpuBench.Tests.Reports.Expectations;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Schemas;

/// <summary>
/// A results document and a journal of every version of their schemas, as the program of that time wrote them. They are never written
/// again. A change that raises a version adds files and keeps the existing ones.
/// </summary>
public sealed class EarlierFilesTests
{
    private static string Results(int version) => $"results.v{version}.json";

    private static string JournalOf(int version) => $"journal.v{version}.jsonl";

    public static TheoryData<int> ResultVersions => [.. Enumerable.Range(1, SchemaVersions.Results)];

    public static TheoryData<int> JournalVersions => [.. Enumerable.Range(1, SchemaVersions.Journal)];

    [Theory]
    [MemberData(nameof(ResultVersions))]
    public void Results_are_read_without_findings_and_written_again_as_they_were(int version)
    {
        var path = Fixture.PathOf(Results(version));
        Assert.True(File.Exists(path), $"{path} is missing: keep a results document of schema version {version}, written by the program");
        var document = ResultFile.Read(path, WorkloadDefinitions.All);
        Assert.Equal(version, document.SchemaVersion);
        Assert.Empty(document.Foreign);
        Assert.Equal(File.ReadAllText(path), ResultFile.Serialize(document));
    }

    [Fact]
    public void The_results_have_every_status_engine_and_back_end_and_a_throttled_round()
    {
        var rows = ResultFile.Read(Fixture.PathOf(Results(1)), WorkloadDefinitions.All).Rows;
        Assert.Equal(Enum.GetValues<TrialStatus>().Order(), rows.Select(row => row.Status).Distinct().Order());
        Assert.Equal(["ilgpu", "torch-stable", "torchsharp"], rows.Select(row => row.Engine).Distinct().Order());
        Assert.Equal(3, rows.Select(row => row.Device.Backend).Distinct().Count());
        Assert.Contains(rows, row => row.Rounds.Any(round => round.TelemetryAfter?.ThrottleReasons is { Count: > 0 }));
    }

    [Theory]
    [MemberData(nameof(JournalVersions))]
    public void A_journal_is_read_and_written_again_as_it_was(int version)
    {
        var path = Fixture.PathOf(JournalOf(version));
        Assert.True(File.Exists(path), $"{path} is missing: keep a journal of schema version {version}, written by the program");
        var entries = JournalReader.ReadFile(path);
        Assert.Equal(JournalState.Finished, JournalStates.Of(path));
        Assert.Equal(File.ReadAllText(path), string.Concat(entries.Select(Journal.Line)));
    }

    /// <summary>
    /// The journal is cut off after every line. The rounds of the lost lines must still be measured. Then the next line is written again.
    /// </summary>
    [Theory]
    [MemberData(nameof(JournalVersions))]
    public void A_cut_journal_is_resumed_to_the_document_that_its_run_saved(int version)
    {
        var lines = File.ReadAllLines(Fixture.PathOf(JournalOf(version)));
        var whole = JournalReader.ReadFile(Fixture.PathOf(JournalOf(version)));
        using var folder = new TemporaryFolder();
        var path = folder.Combine("cut.jsonl");
        for (var kept = 1; kept < lines.Length; kept++)
        {
            File.WriteAllText(path, string.Join('\n', lines[..kept]) + "\n{\"type\":\"rou");
            var (journal, entries) = Journal.Reopen(path);
            using (journal)
            {
                var progress = new RunProgress((RunStarted)entries[0], entries.Skip(1));
                PlanCheck.Require(progress, WorkloadDefinitions.All, path);
                Assert.False(progress.Finished);
                foreach (var planned in progress.Plan.Devices.SelectMany(device => device.Trials))
                    Assert.InRange(RoundsOf(planned.Trial.Key, whole.Skip(kept)), 0, progress.RoundsLeft(planned));
                journal.Append(whole[kept]);
            }
        }
        var document = Fixture.AgainstFigures.Fill(Fixture.FromEntries(JournalReader.ReadFile(path)));
        Assert.Equal(
            WithoutReasons(Fixture.Text(Results(version))), WithoutReasons(ResultFile.Serialize(WithoutAddedMembers(document))));
    }

    /// <summary>
    /// The document without the members that were added to rows after those files were written. All other members are the same.
    /// </summary>
    private static ResultDocument WithoutAddedMembers(ResultDocument document) =>
        document with { Rows = [.. document.Rows.Select(row => row with { ThrottledRounds = null, LaunchCost = null })] };

    /// <summary>
    /// The program writes the sentences about suspect rows again, and they may improve. It compares rows again by its present rules.
    /// </summary>
    private static string WithoutReasons(string json)
    {
        var document = JsonNode.Parse(json)!;
        foreach (var row in document["rows"]!.AsArray())
        {
            row!.AsObject().Remove("reason");
            row["nominalCheck"]?.AsObject().Remove("why");
            row.AsObject().Remove("comparisons");
        }
        return document.ToJsonString();
    }

    private static int RoundsOf(string key, IEnumerable<JournalEntry> entries) =>
        entries.OfType<RoundFinished>().Count(round => round.Key == key);
}
