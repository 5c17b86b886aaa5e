using GpuBench.Measuring.Planning;

namespace GpuBench.Measuring.Journals;

/// <summary>Reads a journal, and drops a last line that a crash cut off.</summary>
public static class JournalReader
{
    /// <summary>Reads a journal that no process writes to.</summary>
    public static IReadOnlyList<JournalEntry> ReadFile(string path)
    {
        using var file = new MemoryStream(InputFile.ReadAllBytes(path));
        return Read(file, path).Entries;
    }

    /// <returns>The entries, and the number of bytes that hold them.</returns>
    /// <exception cref="UserError">Exit code 4: the message names the unreadable line.</exception>
    public static (IReadOnlyList<JournalEntry> Entries, long GoodBytes) Read(Stream file, string path)
    {
        var bytes = InputFile.ReadToEnd(file, path).AsSpan();
        var entries = new List<JournalEntry>();
        var start = 0;
        while (bytes[start..].IndexOf((byte)'\n') is var length and >= 0)
        {
            entries.Add(Parse(bytes.Slice(start, length), path, entries.Count + 1));
            start += length + 1;
        }
        if (entries.Count == 0 || entries[0] is not RunStarted)
            throw UserError.BadInput($"{path}: not a journal (its first line does not describe a run)");
        return (entries, start);
    }

    private static JournalEntry Parse(ReadOnlySpan<byte> line, string path, int number)
    {
        try
        {
            var entry = JsonText.Parse(line, JournalJson.Default.JournalEntry);
            EntryCheck.Require(entry);
            return entry;
        }
        catch (JsonFault fault)
        {
            throw UserError.BadInput(
                $"{path}, line {number}: not a journal entry ({fault.Message}); the file was changed, or is not a journal", fault);
        }
    }
}

/// <summary>Checks what the types of an entry do not express, and computations rely on.</summary>
internal static class EntryCheck
{
    /// <summary>Chosen: far outside any launch time. A rate from a shorter or longer time could exceed any number.</summary>
    private const double MinSeconds = 1e-15;

    private const double MaxSeconds = 1e12;

    /// <exception cref="JsonFault">The message names the member.</exception>
    public static void Require(JournalEntry entry)
    {
        switch (entry)
        {
            case RunStarted { Plan: var plan } started:
                SchemaVersions.Require(started.SchemaVersion, SchemaVersions.Journal);
                if (plan.Rounds is < 1 or > RunPlan.MaxRounds)
                    throw new JsonFault($"$.plan.rounds is {plan.Rounds}, not from 1 to {RunPlan.MaxRounds}");
                break;
            case RoundFinished { Round.SamplesSeconds: var samples }:
                if (samples.Count == 0 || samples.Any(seconds => seconds is < MinSeconds or > MaxSeconds))
                    throw new JsonFault("$.round.samplesSeconds is empty, or has a value that is not the time of a launch");
                break;
        }
    }
}
