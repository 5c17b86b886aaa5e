using System.Globalization;
using System.Text.Json.Nodes;
using GpuBench.Tests.CommandLine.FullDisk;
using GpuBench.Tests.Fakes;
using Xunit;
using Xunit.Abstractions;

namespace GpuBench.Tests.CommandLine;

/// <summary>
/// The disk is full at each of the program's writes. The program prints one clear line and loses nothing. With more room, the run
/// continues.
/// </summary>
public sealed class FullDiskTests(ITestOutputHelper output) : IDisposable
{
    private const int PageBytes = 4096;

    private static readonly string[] Small =
    [
        "run", "--suite", "ci", "--device", "cpu", "--engine", "ilgpu", "--workload", "link", "--rounds", "2",
        "--budget", BusyMachine.Budget, "--out", "run.json", "--json",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>From a disk of one page to a disk that is large enough for journal, document and report.</summary>
    [SmallDiskFact]
    [Trait("Tier", "all")]
    public void A_full_disk_of_any_size_loses_no_finished_round()
    {
        var failed = new List<string>();
        for (var pages = 1; ; pages++)
        {
            var runs = new SmallDisk(_folder).Run($"size={pages * PageBytes}", Small);
            if (runs.First.ExitCode == 0)
                break;
            failed.Add(FileOf(runs.First));
            RequireKept(runs);
        }
        var counts = failed.GroupBy(file => file).Select(file => $"{file.Count()} at {file.Key}");
        output.WriteLine($"Campaign: full disks: {string.Join(", ", counts)}");
        Assert.Contains("run.json.journal.jsonl", failed);
        Assert.Contains("run.json", failed);
        Assert.Contains("standard output", failed);
    }

    [SmallDiskFact]
    public void A_disk_without_a_free_inode_loses_no_finished_round()
    {
        // The disk's root folder needs one inode, and the report needs another.
        foreach (var (inodes, file) in ((int, string)[])[(2, "run.json.journal.jsonl"), (3, "run.json")])
        {
            var runs = new SmallDisk(_folder).Run($"nr_inodes={inodes}", Small);
            Assert.Equal(file, FileOf(runs.First));
            RequireKept(runs);
        }
    }

    /// <summary>The limit is before every line of the journal, in the middle of every line, and in the document.</summary>
    [Fact]
    [Trait("Tier", "all")]
    public void A_file_size_limit_at_any_line_loses_no_finished_round()
    {
        Assert.Equal(0, Cli.Run(_folder.FullName, Small).ExitCode);
        var limits = new List<long>();
        long end = 0;
        foreach (var line in File.ReadLines(_folder.Combine("run.json.journal.jsonl")))
        {
            limits.AddRange([end, end + (line.Length / 2)]);
            end += line.Length + 1;
        }
        var documentBytes = new FileInfo(_folder.Combine("run.json")).Length;
        if (documentBytes > end + 100)
            limits.Add((end + documentBytes) / 2);
        foreach (var limit in limits)
            RequireKept(Directory.CreateDirectory(_folder.Combine(limit.ToString(CultureInfo.InvariantCulture))).FullName, limit);
        output.WriteLine($"Campaign: {limits.Count} limits of a file's length");
    }

    [Fact]
    public void A_document_that_cannot_be_renamed_is_still_in_the_journal()
    {
        Assert.Equal(0, Cli.Run(_folder.FullName, Small).ExitCode);
        var saved = File.ReadAllText(_folder.Combine("run.json"));
        File.Delete(_folder.Combine("run.json"));
        Directory.CreateDirectory(_folder.Combine("run.json"));
        var result = Cli.Run(_folder.FullName, "run", "--resume", "--out", "run.json", "--json");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("gpubench: run.json: cannot be written", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.FullName, "*.tmp"));

        Directory.Delete(_folder.Combine("run.json"));
        Assert.Equal(0, Cli.Run(_folder.FullName, "run", "--resume", "--out", "run.json", "--json").ExitCode);
        Assert.Equal(saved, File.ReadAllText(_folder.Combine("run.json")));
    }

    [SmallDiskFact]
    public void A_full_cache_disk_contains_no_partial_libraries()
    {
        var result = new SmallDisk(_folder).RunWithCache("size=64k", "devices", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.NotEmpty(JsonNode.Parse(result.Output)!["devices"]!.AsArray());
    }

    private static void RequireKept(string folder, long limit)
    {
        var bytes = limit.ToString(CultureInfo.InvariantCulture);
        var first = Cli.RunInShell(folder, $"export DOTNET_EnableWriteXorExecute=0; trap '' XFSZ; prlimit --pid $$ --fsize={bytes}", Small);
        Assert.Equal(1, first.ExitCode);
        FileOf(first);
        var journal = Path.Combine(folder, "run.json.journal.jsonl");
        var before = JournalCheck.WholeLines(journal);
        var second = Cli.Run(folder, File.Exists(journal) ? ["run", "--resume", "--out", "run.json", "--json"] : Small);
        RequireWhole(second, before, journal);
        Assert.Empty(Directory.GetFiles(folder, "*.tmp"));
    }

    private static void RequireKept(SmallDiskRuns runs)
    {
        Assert.DoesNotContain(runs.FilesOfFirst, file => file.EndsWith(".tmp", StringComparison.Ordinal));
        RequireWhole(runs.Second, runs.JournalOfFirst, runs.SecondFile("run.json.journal.jsonl"));
        Assert.Equal(runs.Second.Output, File.ReadAllText(runs.SecondFile("run.json")));
    }

    /// <summary>With more room, the run continues to its end. Its journal begins with the earlier content.</summary>
    private static void RequireWhole(CliResult second, byte[] before, string journal)
    {
        Assert.True(second.ExitCode == 0, second.Error);
        Assert.True(File.ReadAllBytes(journal).AsSpan().StartsWith(before));
        foreach (var row in JsonNode.Parse(second.Output)!["rows"]!.AsArray())
        {
            if (row!["status"]!.GetValue<string>() == "ok")
                Assert.Equal(2, row["rounds"]!.AsArray().Count);
        }
    }

    /// <summary>The file that the only error message names.</summary>
    private static string FileOf(CliResult failed)
    {
        Assert.True(failed.ExitCode == 1, $"exit code {failed.ExitCode}: {failed.Error}");
        var complaint = Assert.Single(failed.ErrorLines, line => line.Contains(": cannot ", StringComparison.Ordinal));
        return Path.GetFileName(complaint["gpubench: ".Length..].Split(':')[0]);
    }
}
