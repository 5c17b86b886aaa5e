using System.Diagnostics;
using GpuBench.Measuring.Journals;

namespace GpuBench.Tests.CommandLine;

internal static class JournalCheck
{
    /// <summary>
    /// Trial and round of every finished round, in the order of measurement. A last line that was cut off does not count.
    /// </summary>
    public static IReadOnlyList<(string Key, int Round)> FinishedRounds(string path) => File.Exists(path)
        ? [.. ReadAll(path).OfType<RoundFinished>().Select(round => (round.Key, round.Round.Index))]
        : [];

    /// <summary>The bytes of the complete lines. A line without its end was never acknowledged. Empty if the file does not exist.</summary>
    public static byte[] WholeLines(string path)
    {
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        return bytes[..(Array.LastIndexOf(bytes, (byte)'\n') + 1)];
    }

    /// <summary>Whether a run that is still writing has finished a round.</summary>
    public static bool HasRound(string path)
    {
        // Opening it from .NET would collide with the writer's lock.
        using var grep = Process.Start(new ProcessStartInfo("grep", ["-qs", "\"type\":\"round\"", path]))!;
        grep.WaitForExit();
        return grep.ExitCode == 0;
    }

    private static IReadOnlyList<JournalEntry> ReadAll(string path)
    {
        using var file = File.OpenRead(path);
        return file.Length == 0 ? [] : JournalReader.Read(file, path).Entries;
    }
}
