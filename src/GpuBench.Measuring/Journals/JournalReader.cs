using System.Text.Json;
using GpuBench.Measuring.Planning;

namespace GpuBench.Measuring.Journals;

/// <summary>Reads a journal back, up to a last line that a crash cut off.</summary>
public static class JournalReader
{
    /// <summary>Reads a journal that nobody writes to.</summary>
    public static IReadOnlyList<JournalEntry> ReadFile(string path)
    {
        using var file = File.OpenRead(path);
        return Read(file, path).Entries;
    }

    /// <returns>The entries, and how many bytes of the file hold them.</returns>
    /// <exception cref="UserError">Exit code 4: with the line that cannot be read.</exception>
    public static (IReadOnlyList<JournalEntry> Entries, long GoodBytes) Read(Stream file, string path)
    {
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        var bytes = memory.GetBuffer().AsSpan(0, (int)memory.Length);
        var entries = new List<JournalEntry>();
        var start = 0;
        while (bytes[start..].IndexOf((byte)'\n') is var length and >= 0)
        {
            entries.Add(Parse(bytes.Slice(start, length), path, entries.Count + 1));
            start += length + 1;
        }
        if (entries.Count == 0 || entries[0] is not RunStarted started)
            throw UserError.BadInput($"{path}: not a journal of a run (its first line does not describe one)");
        if (started.SchemaVersion > SchemaVersions.Journal)
            throw UserError.BadInput($"{path}: written by a newer version (schema {started.SchemaVersion}, this one reads {SchemaVersions.Journal}); update gpubench");
        return (entries, start);
    }

    private static JournalEntry Parse(ReadOnlySpan<byte> line, string path, int number)
    {
        try
        {
            var entry = JsonSerializer.Deserialize(line, MeasuringJson.Default.JournalEntry)
                ?? throw new JsonException("null");
            RequireWhole(entry);
            return entry;
        }
        catch (Exception cause) when (cause is JsonException or NotSupportedException)
        {
            throw UserError.BadInput($"{path}, line {number}: not a journal entry ({JsonProblem.Of(cause)}); the file was changed or is something else", cause);
        }
    }

    /// <exception cref="JsonException">Something in the plan's lists is null, or it is for no number of rounds that could be asked for.</exception>
    private static void RequireWhole(JournalEntry entry)
    {
        if (entry is not RunStarted { Plan: var plan })
            return;
        NullElements.Refuse("devices", plan.Devices);
        NullElements.Refuse("trials", plan.Devices.SelectMany(device => device.Trials));
        NullElements.Refuse("missing", plan.Missing);
        if (plan.Rounds is < 1 or > RunPlan.MostRounds)
            throw new JsonException($"a plan of {plan.Rounds} rounds");
    }
}
