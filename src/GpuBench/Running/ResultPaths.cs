using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Journals;

namespace GpuBench.Running;

/// <summary>Where a run is saved: a results document, and beside it the journal it is made from.</summary>
/// <param name="Document">E.g. <c>gpubench-results/20261122-195500.json</c>.</param>
internal sealed record ResultPaths(string Document)
{
    private const string Folder = "gpubench-results";
    private const string JournalEnding = ".journal.jsonl";

    public string Journal => Document + JournalEnding;

    /// <summary>To be copied into a shell.</summary>
    public string ResumeCommand => $"{ProgramName.AsCalled} run --resume --out {ShellWord.Quote(Document)}";

    /// <exception cref="UserError">Exit code 2: the file exists, for results are never overwritten; or it can be none.</exception>
    public static ResultPaths New(string? outPath)
    {
        if (outPath is not null && (string.IsNullOrWhiteSpace(outPath) || Path.EndsInDirectorySeparator(outPath) || Directory.Exists(outPath)))
            throw UserError.Usage($"--out '{outPath}' is a folder or no name; name a file, e.g. {Path.Combine(outPath.Trim(), "run.json")}");
        var document = outPath ?? Path.Combine(Folder, DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture) + ".json");
        return File.Exists(document) && !File.Exists(document + JournalEnding)
            ? throw UserError.Usage($"{document} exists; choose another --out")
            : new(document);
    }

    /// <exception cref="UserError">Exit code 4: nothing to resume.</exception>
    public static ResultPaths ToResume(string? outPath)
    {
        if (outPath is not null)
            return new(outPath);
        var latest = Directory.Exists(Folder)
            ? Directory.GetFiles(Folder, "*" + JournalEnding).OrderDescending(StringComparer.Ordinal).FirstOrDefault(Unfinished)
            : null;
        return latest is null
            ? throw UserError.BadInput($"no unfinished run in {Folder}/; name one with --out")
            : new(latest[..^JournalEnding.Length]);
    }

    private static bool Unfinished(string journal)
    {
        using var file = File.OpenRead(journal);
        return JournalReader.Read(file, journal).Entries[^1] is not RunEnded;
    }
}
