using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Journals;

namespace GpuBench.Running;

/// <summary>Files of a run: the results document, and the journal from which it is made, in the same folder.</summary>
/// <param name="Document">E.g. <c>gpubench-results/20261122-195500.json</c>.</param>
internal sealed record ResultPaths(string Document)
{
    private const string Folder = "gpubench-results";
    private const string JournalEnding = ".journal.jsonl";

    public string Journal => Document + JournalEnding;

    /// <summary>The command that resumes the run, quoted for a shell.</summary>
    public string ResumeCommand => $"{ProgramName.AsCalled} run --resume --out {ShellWord.Quote(Document)}";

    /// <summary>Files of a new run. The journal is opened for this process only.</summary>
    /// <param name="outPath">Null gives a name from the time, with a number if another run has the same name.</param>
    /// <exception cref="UserError">
    /// Exit code 2: the file exists, and results are never overwritten; or it is not a file name. Exit code 1: it cannot be written.
    /// </exception>
    public static (ResultPaths Paths, Journal Journal) New(string? outPath) =>
        outPath is null ? NewIn(Folder, TimeProvider.System) : New(new ResultPaths(outPath));

    internal static (ResultPaths Paths, Journal Journal) NewIn(string folder, TimeProvider time)
    {
        var stem = Path.Combine(folder, time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));
        for (var number = 1; ; number++)
        {
            var suffix = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{number}");
            var paths = new ResultPaths($"{stem}{suffix}.json");
            if (!File.Exists(paths.Document) && Measuring.Journals.Journal.TryCreate(paths.Journal) is { } journal)
                return (paths, journal);
        }
    }

    private static (ResultPaths Paths, Journal Journal) New(ResultPaths paths)
    {
        Require(paths.Document);
        return (paths, Measuring.Journals.Journal.Create(paths.Journal));
    }

    /// <summary>Refuses a path that cannot be a new file. Called before any slow step.</summary>
    /// <param name="document">Null gives an unused name from the time.</param>
    /// <exception cref="UserError">Exit code 2: it exists, or is not a file name.</exception>
    public static void Require(string? document)
    {
        if (document is null)
            return;
        if (string.IsNullOrWhiteSpace(document) || Path.EndsInDirectorySeparator(document) || Directory.Exists(document))
            throw UserError.Usage(
                $"--out '{document}' is not a file name; use a file, e.g. {Path.Combine(document.Trim(), "run.json")}");
        if (File.Exists(document) && !File.Exists(new ResultPaths(document).Journal))
            throw UserError.Usage($"{document} exists; choose another --out");
    }

    /// <exception cref="UserError">Exit code 4: nothing to resume.</exception>
    public static ResultPaths ToResume(string? outPath) => outPath is null ? LatestIn(Folder) : new(outPath);

    internal static ResultPaths LatestIn(string folder)
    {
        // Sorted without file extensions; otherwise, the second run of a second would come before the first.
        var journals = (Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + JournalEnding) : [])
            .Select(journal => journal[..^JournalEnding.Length])
            .OrderByDescending(document => Path.ChangeExtension(document, null), StringComparer.Ordinal);
        var inUse = new List<string>();
        foreach (var paths in journals.Select(document => new ResultPaths(document)))
        {
            var state = JournalStates.Of(paths.Journal);
            if (state == JournalState.Unfinished)
                return paths;
            if (state == JournalState.InUse)
                inUse.Add(paths.Document);
        }
        var others = inUse.Count == 0 ? "" : $" except those in use by other processes ({string.Join(", ", inUse)})";
        throw UserError.BadInput($"no unfinished run in {folder}/{others}; name one with --out");
    }
}
